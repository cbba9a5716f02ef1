internal import CZlib

/// Unpacks gzip (RFC 1952) within a limit.
///
/// A few kilobytes can be made that unpack to gigabytes, so the output is bounded, and with it the
/// time.
public enum Gunzip {
  /// How many bytes are unpacked at a time.
  private static let chunk = 64 * 1024

  /// Whether the bytes begin as gzip does.
  public static func isPacked(_ bytes: Span<UInt8>) -> Bool {
    bytes.uint24(at: 0, .bigEndian) == 0x1F8B08
  }

  /// Unpacks all members of a file; what follows the last one is passed over (RFC 1952 §2.2).
  ///
  /// - Parameters:
  ///   - bytes: The packed bytes.
  ///   - limit: The most bytes that are unpacked.
  ///   - output: Takes what is unpacked, also when this throws: then it is the beginning.
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

  /// Unpacks a chunk, and answers what zlib says.
  private static func inflateSome(
    _ stream: inout z_stream, _ bytes: Span<UInt8>, _ offset: inout Int,
    into output: inout [UInt8]
  ) -> Int32 {
    // zlib counts in 32 bits.
    let count = min(bytes.count - offset, 1 << 30)
    let status = bytes.extracting(offset..<offset + count).withUnsafeBufferPointer { input in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chunk) { room in
        // zlib asks for a mutable pointer but writes nothing there.
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

/// Why gzip could not be unpacked, or not to its end.
public struct GunzipError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The bytes do not begin as gzip does.
    case notPacked
    /// The bytes are no valid gzip, or their checksum says that they were changed.
    case damaged
    /// The bytes end before the packed content does.
    case truncated
    /// The content is larger than allowed.
    case tooLarge
    /// zlib has no memory for its state.
    case outOfMemory
  }

  /// The kind of failure.
  public var code: Code
  /// How many of the packed bytes were read before it.
  public var offset: Int

  init(_ code: Code, at offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// What was tried and what went wrong.
  public var description: String {
    switch code {
    case .notPacked: "cannot unpack: the bytes do not begin as gzip does"
    case .damaged: "cannot unpack: the gzip is damaged at byte \(offset)"
    case .truncated: "cannot unpack to the end: the gzip is cut off after \(offset) bytes"
    case .tooLarge: "unpacking was stopped: the content is larger than allowed"
    case .outOfMemory: "cannot unpack: zlib has no memory for it"
    }
  }
}
