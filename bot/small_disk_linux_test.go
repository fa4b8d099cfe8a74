package bot

import "syscall"

func mountSmall(dir, size string) error {
	return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size+",mode=700")
}

func unmount(dir string) { _ = syscall.Unmount(dir, 2) }
