import Glibc
import Synchronization

/// The streams that a program is started with.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  // Lines from several threads must not be mixed.
  private static let lock = Mutex(())

  /// Writes bytes whole, one call at a time; what the other end no longer wants is dropped.
  public func write(_ bytes: Span<UInt8>) {
    Self.lock.withLock { _ in
      bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress {
          let count = Glibc.write(rawValue, start, rest.count)
          if count < 0 {
            guard errno == EINTR else { return }
            continue
          }
          rest = rest[(rest.startIndex + count)...]
        }
      }
    }
  }

  /// Whether the stream is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// How many characters fit into a line of the terminal; `nil` when it is none.
  public var columns: Int? {
    var size = winsize()
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
