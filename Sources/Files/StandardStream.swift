import Bytes
import Glibc
import Synchronization

/// The standard output streams of the program.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  // Keeps lines of several threads from being mixed.
  private static let lock = Mutex(())
  // The error numbers by stream.
  private static let failures = Mutex<[Int32: Int32]>([:])

  /// What prevented writing for the first time; `nil` if all was written, or if the reader of a pipe
  /// wanted no more.
  public var failure: FileError? {
    guard let number = Self.failures.withLock({ $0[rawValue] }) else { return nil }
    return FileError("write", "to standard \(self)", errno: number)
  }

  /// Writes text in whole lines, one call at a time.
  ///
  /// A write that fails is remembered in ``failure``, and the text is lost.
  ///
  /// Nothing in the text controls a terminal, even if a server sent it: see ``Bytes/VisibleText``. That
  /// leaves valid JSON as it is if all of its strings are escaped by `JSONWriter`.
  ///
  /// - Parameters:
  ///   - text: the text in UTF-8; a character must not be split over two calls.
  ///   - control: characters of this program that control the terminal, written before the text.
  public func write(_ text: Span<UInt8>, after control: String = "") {
    let visible = VisibleText.replacing(in: text)
    if control.isEmpty {
      guard let visible else {
        put(text)
        return
      }
      put(visible.span)
      return
    }
    var all = Array(control.utf8)
    if let visible { all += visible } else { all.append(text) }
    put(all.span)
  }

  /// Writes text in pieces with one call, each after characters that control the terminal.
  ///
  /// - Parameter pieces: the pieces; their text controls no terminal, as with `write(_:after:)`.
  public func write(_ pieces: [(control: String, text: String)]) {
    var all: [UInt8] = []
    for (control, text) in pieces {
      all += control.utf8
      if let visible = VisibleText.replacing(in: text.utf8.span) {
        all += visible
      } else {
        all += text.utf8
      }
    }
    put(all.span)
  }

  /// Writes a text of this program if that does not wait: nothing else is being written, and the
  /// stream takes it at once.
  public func writeAtOnce(_ text: String) {
    var stream = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    let bytes = Array(text.utf8)
    _ = Self.lock.withLockIfAvailable { _ in
      guard poll(&stream, 1, 0) == 1, stream.revents & Int16(POLLOUT) != 0 else { return }
      _ = Glibc.write(rawValue, bytes, bytes.count)
    }
  }

  /// Writes what the program was asked for, which must not be lost without a word.
  ///
  /// A reader that wants no more, and closes its pipe, is no error.
  ///
  /// - Parameters:
  ///   - bytes: text, as for `write(_:after:)`, or any bytes.
  ///   - isText: whether it is text; other bytes are written as they are.
  /// - Throws: the error of the device, such as `.diskFull`.
  public func deliver(_ bytes: Span<UInt8>, isText: Bool) throws(FileError) {
    let visible = isText ? VisibleText.replacing(in: bytes) : nil
    let number = if let visible { put(visible.span) } else { put(bytes) }
    guard number == 0 || number == EPIPE else {
      throw FileError("write", "to standard \(self)", errno: number)
    }
  }

  /// Writes bytes; returns the number of the error that prevented it, or 0.
  @discardableResult
  private func put(_ bytes: Span<UInt8>) -> Int32 {
    Self.lock.withLock { _ in
      bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress {
          let count = Glibc.write(rawValue, start, rest.count)
          if count < 0 {
            let number = errno
            if number == EINTR { continue }
            if number != EPIPE { Self.failures.withLock { $0[rawValue] = $0[rawValue] ?? number } }
            return number
          }
          rest = rest[(rest.startIndex + count)...]
        }
        return 0
      }
    }
  }

  /// Whether a path leads to what the stream is, as `/dev/stdout` does.
  public func isReached(by path: String) -> Bool {
    var (own, other) = (stat(), stat())
    return fstat(rawValue, &own) == 0 && stat(path, &other) == 0 && own.st_dev == other.st_dev
      && own.st_ino == other.st_ino
  }

  /// Whether the stream is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The width of the terminal in columns; `nil` if the stream is not a terminal.
  public var columns: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
