internal import CZlib

/// Reads a file of gzip members (RFC 1952) piece by piece, and tells where each member ends.
///
/// Checksums and lengths are compared. Use it from one thread at a time.
public final class GzipMembers {
  /// What is found in a file.
  public enum Event {
    /// The next bytes of a member.
    case content
    /// A member ended behind this byte of the file.
    case end(at: Int)
  }

  private static let chunk = 64 * 1024

  private var stream = z_stream()
  /// The number of bytes of the file read so far.
  private var offset = 0
  private var isInside = false

  /// Makes a reader; fails only when memory is short.
  public init() {
    guard magpie_gunzip_init(&stream) == Z_OK else { fatalError("out of memory") }
  }

  deinit { inflateEnd(&stream) }

  /// Whether the bytes read so far end with a whole member.
  public var isBetweenMembers: Bool { !isInside }

  /// Reads the next piece of the file.
  ///
  /// - Parameters:
  ///   - piece: the bytes.
  ///   - body: receives each event, with the bytes of `content`.
  /// - Returns: whether the bytes are gzip as far as they go; after `false` nothing more can be read.
  public func read(_ piece: Span<UInt8>, _ body: (Event, Span<UInt8>) -> Void) -> Bool {
    piece.withUnsafeBufferPointer { input in
      guard var next = input.baseAddress else { return true }
      var left = input.count
      var mayHaveMore = false
      while left > 0 || mayHaveMore {
        // zlib's type is a mutable pointer, but zlib does not write through it.
        stream.next_in = UnsafeMutablePointer(mutating: next)
        let count = min(left, 1 << 30)
        stream.avail_in = UInt32(count)
        let status = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunk) { room in
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(Self.chunk)
          let status = inflate(&stream, Z_NO_FLUSH)
          let made = Self.chunk - Int(stream.avail_out)
          mayHaveMore = made == Self.chunk
          if made > 0 { body(.content, UnsafeBufferPointer(rebasing: room.prefix(made)).span) }
          return status
        }
        let used = count - Int(stream.avail_in)
        next += used
        left -= used
        offset += used
        if used > 0 { isInside = true }
        switch status {
        case Z_OK: break
        // All that was there has been read.
        case Z_BUF_ERROR where left == 0: mayHaveMore = false
        case Z_STREAM_END:
          isInside = false
          mayHaveMore = false
          body(.end(at: offset), UnsafeBufferPointer(start: nil, count: 0).span)
          inflateReset(&stream)
        default: return false
        }
      }
      return true
    }
  }
}
