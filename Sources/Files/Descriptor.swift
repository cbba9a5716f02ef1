import Glibc

/// An open file descriptor that is closed exactly once.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes ownership of an open descriptor.
  init(owning number: Int32) { self.number = number }

  deinit { _ = Glibc.close(number) }

  /// Opens a name relative to a folder; a symbolic link as last component is not followed.
  init(
    openAt folder: Int32, _ name: String, _ flags: Int32, mode: mode_t = 0o666,
    operation: String, path: @autoclosure () -> String
  ) throws(FileError) {
    number = try retrying(operation, path()) {
      openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
    }
  }

  /// Closes the descriptor and reports write errors that only appear then (a network file system
  /// writes on closing).
  consuming func close(path: @autoclosure () -> String) throws(FileError) {
    let number = number
    discard self
    // The descriptor is gone even if the call is interrupted (close(2)), so it is never retried.
    if Glibc.close(number) != 0, errno != EINTR { throw FileError("write", path()) }
  }

  /// Writes all bytes.
  borrowing func write(
    _ bytes: borrowing Span<UInt8>, path: @autoclosure () -> String
  ) throws(FileError) {
    let number = number
    var written = 0
    while written < bytes.count {
      written += try retrying("write", path()) {
        bytes.withUnsafeBufferPointer { buffer in
          Glibc.write(number, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
      }
    }
  }

  /// Syncs what was written to the device (fsync(2)).
  borrowing func synchronize(path: @autoclosure () -> String) throws(FileError) {
    let number = number
    try retrying("write", path()) { fsync(number) }
  }
}

/// Repeats a system call while a signal interrupts it.
@discardableResult
func retrying<Result: FixedWidthInteger & SignedInteger>(
  _ operation: String, _ path: @autoclosure () -> String, _ call: () -> Result
) throws(FileError) -> Result {
  while true {
    let result = call()
    guard result < 0 else { return result }
    let number = errno
    guard number == EINTR else { throw FileError(operation, path(), errno: number) }
  }
}
