import Codings
import CrawlModel
import Threads

/// A transfer whose content is coded.
extension Transfer {
  /// How much memory the decoder of a transfer may use without claiming it.
  ///
  /// Usual pages need no more, so that they are decoded however many transfers there are.
  static let freeDecoderBytes = 512 * 1024

  /// Makes the decoder for the codings of the response; returns `false` if it has too many.
  func makeDecoder() -> Bool {
    let codings = head.contentCodings
    guard !codings.isEmpty else { return true }
    let claim = MemoryClaim(of: policy.memory)
    var use = 0
    do throws(DecodingError) {
      decoder = try ContentDecoder(codings, limit: maximumBytes) { more in
        use += more
        let missing = use - Self.freeDecoderBytes - claim.count
        return missing <= 0 || claim.grow(by: missing)
      }
      return true
    } catch {
      return stop(undecodable)
    }
  }

  /// Decodes a part of the body; returns `false` if that ends the transfer.
  func decode(_ part: Span<UInt8>, with decoder: ContentDecoder) -> Bool {
    guard sent <= maximumBytes else { return stop(tooLarge) }
    do throws(DecodingError) {
      try decoder.write(part) { decoded in keep(decoded) }
    } catch {
      switch error.code {
      case .stopped: return false
      case .tooLarge: return stop(tooLarge)
      case .outOfMemory: return stop(withoutMemory(decoder))
      case .damaged, .tooManyCodings: return stop(undecodable)
      }
    }
    return true
  }

  /// Whether a document that is not in the announced coding can be one that is not coded at all.
  ///
  /// Of others the judge knows what they are. A file for crawlers is text in UTF-8 (RFC 9309 §2.2),
  /// and bytes that are not would be read as rules that allow everything.
  var isReadable: Bool {
    guard job.kind.isForCrawlers, decoder?.isPlain == true else { return true }
    let bytes = self.bytes
    return (try? UTF8Span(validating: bytes.span)) != nil
  }

  /// The result if the decoder finds no memory.
  ///
  /// Waiting in the middle of a response would keep what it has from the others, so the transfer ends,
  /// and is repeated when others have ended.
  private func withoutMemory(_ decoder: ContentDecoder) -> Fetched.Result {
    let limit = policy.memory.limit
    guard decoder.memory - Self.freeDecoderBytes > limit else {
      return .fault(.init(reason: .decoding, isPassing: true, shortage: .memory))
    }
    return .fault(
      .init(
        reason: .decoding, isPassing: false,
        detail: "Decoding it takes more than the \(limit) bytes of memory that all transfers may "
          + "use together; raise the maximum memory (--max-memory)"))
  }
}
