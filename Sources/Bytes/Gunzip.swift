internal import CZlib

/// Decompresses gzip (RFC 1952) up to a size limit.
///
/// A few kilobytes of gzip can expand to gigabytes; the limit bounds both the output and the time.
public enum Gunzip {
  /// The number of bytes decompressed at a time.
  private static let chunk = 64 * 1024

  /// Whether the bytes begin with the gzip magic number.
  public static func isPacked(_ bytes: Span<UInt8>) -> Bool {
    bytes.uint24(at: 0, .bigEndian) == 0x1F8B08
  }

  /// Decompresses all members of a file; bytes after the last one are ignored (RFC 1952 §2.2).
  ///
  /// - Parameters:
  ///   - bytes: the compressed bytes.
  ///   - limit: the maximum size of `output` in bytes.
  ///   - output: receives the decompressed bytes. When this throws, it holds those decompressed so
  ///     far.
  /// - Throws: `GunzipError`.
  public static func unpack(
    _ bytes: Span<UInt8>, limit: Int, into output: inout [UInt8]
  ) throws(GunzipError) {
    guard isPacked(bytes) else { throw GunzipError(.notPacked, at: 0) }
    var stream = z_stream()
    guard magpie_gunzip_init(&stream) == Z_OK else { throw GunzipError(.outOfMemory, at: 0) }
    defer { inflateEnd(&stream) }
    let room = limit - output.count
    let start = output.count
    var offset = 0
    while true {
      var made = output.count - start
      guard made <= room else {
        output.removeLast(made - room)
        throw GunzipError(.tooLarge, at: offset)
      }
      let status = inflateSome(&stream, bytes, &offset, into: &output)
      made = output.count - start - made
      switch status {
      case Z_STREAM_END:
        guard isPacked(bytes.extracting(offset...)) else {
          guard output.count - start <= room else { continue }
          return
        }
        inflateReset(&stream)
      case Z_OK where made > 0 || offset < bytes.count: continue
      case Z_OK, Z_BUF_ERROR: throw GunzipError(.truncated, at: offset)
      case Z_MEM_ERROR: throw GunzipError(.outOfMemory, at: offset)
      default: throw GunzipError(.damaged, at: offset)
      }
    }
  }

  /// Decompresses a chunk and returns zlib's status code.
  private static func inflateSome(
    _ stream: inout z_stream, _ bytes: Span<UInt8>, _ offset: inout Int,
    into output: inout [UInt8]
  ) -> Int32 {
    // zlib's counters have 32 bits.
    let count = min(bytes.count - offset, 1 << 30)
    let status = bytes.extracting(offset..<offset + count).withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chunk) { room in
        // zlib's type is a mutable pointer, but zlib does not write through it.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(count)
        stream.next_out = room.baseAddress
        stream.avail_out = UInt32(chunk)
        let status = inflate(&stream, Z_NO_FLUSH)
        output.append(contentsOf: room.prefix(chunk - Int(stream.avail_out)))
        return status
      }
    }
    offset += count - Int(stream.avail_in)
    return status
  }
}

/// Why gzip could not be decompressed completely.
public struct GunzipError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The bytes do not begin with the gzip magic number.
    case notPacked
    /// The bytes are not valid gzip, or their checksum does not match.
    case damaged
    /// The compressed data ends too early.
    case truncated
    /// The content exceeds the limit.
    case tooLarge
    /// zlib could not allocate its state.
    case outOfMemory
  }

  /// The kind of failure.
  public var code: Code
  /// The number of compressed bytes read before the failure.
  public var offset: Int

  init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// What went wrong, and where.
  public var description: String {
    switch code {
    case .notPacked: "cannot decompress: the data is not gzip"
    case .damaged: "cannot decompress: the gzip data is damaged at byte \(offset)"
    case .truncated: "cannot decompress completely: the gzip data ends early, after \(offset) bytes"
    case .tooLarge: "decompression stopped: the content exceeds the limit"
    case .outOfMemory: "cannot decompress: zlib is out of memory"
    }
  }
}
