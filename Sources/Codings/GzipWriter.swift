internal import CZlib

/// Compresses bytes into gzip members (RFC 1952), one behind the other.
///
/// It is reused for all members, since its memory of 256 kB costs more than a small member. Use it
/// from one thread at a time.
public final class GzipWriter {
  private static let chunk = 64 * 1024

  private var stream = z_stream()

  /// Makes a writer; fails only when memory is short.
  ///
  /// - Parameter level: 0 for bytes that are stored as they are, to 9 for the smallest result.
  public init(level: Int) {
    guard magpie_gzip_init(&stream, Int32(level)) == Z_OK else { fatalError("out of memory") }
  }

  deinit { deflateEnd(&stream) }

  /// Compresses bytes of the current member.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - output: gets what is ready; the rest stays in the writer.
  public func write(_ bytes: Span<UInt8>, into output: inout [UInt8]) {
    bytes.withUnsafeBufferPointer { input in
      // zlib's counters have 32 bits.
      var start = 0
      while start < input.count {
        let count = min(input.count - start, 1 << 30)
        // zlib's type is a mutable pointer, but zlib does not write through it.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + start })
        stream.avail_in = UInt32(count)
        while stream.avail_in > 0 { deflateSome(Z_NO_FLUSH, into: &output) }
        start += count
      }
      stream.next_in = nil
    }
  }

  /// Ends the member and begins the next one.
  ///
  /// - Parameter output: gets the rest of the member.
  public func endMember(into output: inout [UInt8]) {
    while deflateSome(Z_FINISH, into: &output) != Z_STREAM_END {}
    deflateReset(&stream)
  }

  /// Drops the member that was begun.
  public func discardMember() { deflateReset(&stream) }

  @discardableResult
  private func deflateSome(_ flush: Int32, into output: inout [UInt8]) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunk) { room in
      stream.next_out = room.baseAddress
      stream.avail_out = UInt32(Self.chunk)
      let status = deflate(&stream, flush)
      output.append(contentsOf: room.prefix(Self.chunk - Int(stream.avail_out)))
      return status
    }
  }
}
