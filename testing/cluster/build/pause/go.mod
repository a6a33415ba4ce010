module fusebox.dev/testing/cluster/pause

go 1.26.0
