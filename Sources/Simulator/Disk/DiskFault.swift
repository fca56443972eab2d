/// What a simulated disk does wrong, counted from 1 over the life of the disk.
package enum DiskFault: Hashable, Sendable {
    /// The n-th change of a file or name fails with an I/O error, a write after some of its bytes.
    case write(Int, forEver: Bool)
    /// The n-th sync fails; what it should have brought to the disk counts as clean from then on, and is lost unless it
    /// is written again (Linux since 4.13; PostgreSQL's "fsyncgate" of 2018).
    case sync(Int, forEver: Bool)
    /// From the n-th change of a file or name on none is taken: the system has remounted the file system read-only.
    case readOnly(from: Int)
    /// So many bytes fit on the disk.
    case full(bytes: Int)
}
