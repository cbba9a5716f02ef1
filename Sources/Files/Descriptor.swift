import Glibc

/// An open file descriptor that is closed exactly once.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over an open descriptor.
  init(owning number: Int32) { self.number = number }

  deinit { _ = Glibc.close(number) }

  /// Opens a name below a folder; a last component that is a symbolic link is not followed.
  init(
    openAt folder: Int32, _ name: String, _ flags: Int32, mode: mode_t = 0o666,
    operation: String, path: @autoclosure () -> String
  ) throws(FileError) {
    number = try retrying(operation, path()) {
      openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
    }
  }

  /// Closes and reports what only shows then (a network file system writes on closing).
  consuming func close(path: @autoclosure () -> String) throws(FileError) {
    let number = number
    discard self
    // The descriptor is gone even when the call is interrupted (close(2)), so it is never retried.
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

  /// Puts what was written onto the device (fsync(2)).
  borrowing func synchronize(path: @autoclosure () -> String) throws(FileError) {
    let number = number
    try retrying("write", path()) { fsync(number) }
  }
}

/// Makes a system call again as long as a signal interrupts it.
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
