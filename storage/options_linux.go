//go:build linux && !386 && !arm && !mips && !mipsle

package storage

// initialMap reserves address space, not memory: a remap would have to wait
// for every open reader and stop all writers meanwhile.
const initialMap = 8 << 30
