"""The load of each sector, under the Gantt."""
