import CPlatform
import Glibc

/// The process in which images are decoded.
///
/// It has dropped everything: it reads images from its standard input, which is a socket, and answers
/// there. It can open no file and no connection, start no program and use no more than a limited part of
/// the memory; a fault of a decoder that an image exploits gains nothing.
public enum DecoderService {
  /// The most address space that the process may use, in bytes.
  public static let addressSpace: UInt64 = 2 << 30

  /// Confines this process, then serves requests until there are no more.
  ///
  /// Nothing else may run in the process.
  ///
  /// - Returns: whether it could be confined; otherwise nothing was decoded.
  public static func run() -> Bool {
    // What is computed on first use needs system calls that are gone afterwards.
    let plain = Luma(width: 8, height: 8, pixels: [UInt8](repeating: 0, count: 64))
    _ = ImageHashes(of: plain)
    guard magpie_confine(addressSpace) == 0 else { return false }
    guard write([DecoderMessage.ready]) else { return true }
    while let head = read(DecoderMessage.headBytes),
      let format = Luma.Format(rawValue: head[0]),
      let bytes = read(DecoderMessage.count(in: head))
    {
      let result: Result<ImageHashes, Luma.Fault>
      do throws(Luma.Fault) {
        result = .success(ImageHashes(of: try Luma(decoding: bytes, as: format)))
      } catch {
        result = .failure(error)
      }
      guard write(DecoderMessage.answer(result)) else { return true }
    }
    return true
  }

  private static func read(_ count: Int) -> [UInt8]? {
    guard count <= DecoderProcess.mostBytes else { return nil }
    var isComplete = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        let number = Glibc.read(0, start + filled, count - filled)
        if number < 0, errno == EINTR { continue }
        guard number > 0 else { return }
        filled += number
      }
      isComplete = true
    }
    return isComplete ? bytes : nil
  }

  private static func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      let number = bytes.withUnsafeBytes { buffer in
        Glibc.write(0, buffer.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if number < 0, errno == EINTR { continue }
      guard number > 0 else { return false }
      written += number
    }
    return true
  }
}
