"""The engines, one folder each: nobody but the registry knows where they are."""
