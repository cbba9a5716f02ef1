import CLibcrypto

/// A SHA-256 in the making: bytes go in piece by piece, the digest comes out at the end.
///
///     var digest = Digest()
///     digest.update(head.span)
///     digest.update(tail.span)
///     let sum = digest.finish()
///
/// Belongs to one thread at a time. libcrypto does the work and uses the SHA instructions of the
/// processor where there are any.
public struct Digest: ~Copyable {
  private let context: OpaquePointer

  // Fetched once: `EVP_sha256` would look the algorithm up again for each digest. An `EVP_MD` is
  // never changed after it was fetched and may be used from any thread (OpenSSL's crypto(7)).
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  /// Starts with no bytes.
  public init() {
    guard let context = EVP_MD_CTX_new() else { fatalError("no memory for a digest") }
    guard EVP_DigestInit_ex2(context, Self.algorithm, nil) == 1 else {
      fatalError("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { buffer in
      // Fails only for a context that was never started.
      _ = EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
    }
  }

  /// Forgets all bytes.
  public mutating func reset() {
    // Only taking up another algorithm could fail.
    _ = EVP_DigestInit_ex2(context, nil, nil)
  }

  /// Ends the digest; it starts again with no bytes.
  public mutating func finish() -> SHA256Digest {
    defer { reset() }
    var bytes = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
    let context = context
    bytes.withUnsafeMutableBufferPointer { buffer in
      _ = EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
    }
    guard let digest = SHA256Digest(bytes: bytes.span) else { fatalError("32 bytes are a digest") }
    return digest
  }
}
