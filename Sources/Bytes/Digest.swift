import CLibcrypto

/// An incremental SHA-256 computation.
///
///     var digest = Digest()
///     digest.update(head.span)
///     digest.update(tail.span)
///     let sum = digest.finish()
///
/// Use it from one thread at a time. libcrypto computes it, with the SHA instructions of the
/// processor where it has them.
public struct Digest: ~Copyable {
  private let context: OpaquePointer

  // Fetched once: `EVP_sha256` would look up the algorithm again for each digest. An `EVP_MD` is
  // immutable after it was fetched and may be used from any thread (OpenSSL's crypto(7)).
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  /// Creates a digest of no bytes.
  public init() {
    guard let context = EVP_MD_CTX_new() else { fatalError("out of memory") }
    guard EVP_DigestInit_ex2(context, Self.algorithm, nil) == 1 else {
      fatalError("libcrypto does not provide SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      // Fails only for a context that was not initialised.
      _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
    }
  }

  /// Discards all bytes added so far.
  public mutating func reset() {
    // Can only fail when it sets another algorithm.
    _ = EVP_DigestInit_ex2(context, nil, nil)
  }

  /// Returns the digest of the bytes added so far, and resets this value.
  public mutating func finish() -> SHA256Digest {
    defer { reset() }
    var bytes = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
    let context = context
    bytes.withUnsafeMutableBufferPointer { buffer in
      _ = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    guard let digest = SHA256Digest(bytes: bytes.span) else { fatalError("not 32 bytes") }
    return digest
  }
}
