import Bytes
import CrawlModel
import Files
import Threads

/// A transfer that continues what an earlier attempt has received.
extension Transfer {
  /// Continues with the bytes of an earlier attempt if the response has the rest of them; drops them
  /// if it has the whole content.
  func fitLeftover() -> Bool {
    guard let leftover else { return true }
    self.leftover = nil
    guard head.status == 206 else { return true }
    guard leftover.isContinued(by: head), let file = leftover.take() else {
      return stop(.refusedCondition)
    }
    do {
      try file.withSpan { content in
        digest.update(content)
        bytes.append(content.extracting(0..<min(content.count, Self.memoryBytes)))
        _ = claim.grow(by: bytes.count)
      }
    } catch {
      return stop(.refusedCondition)
    }
    self.file = file
    received = file.byteCount
    continued = leftover.response
    return examine()
  }

  /// What the next attempt can continue, after a failure that may be temporary.
  func leftover(
    after result: Fetched.Result, _ response: ResponseFacts?
  ) -> Leftover? {
    guard case .fault(let fault) = result, fault.isPassing else { return nil }
    // An archive has whole answers.
    guard wire == nil else { return nil }
    // This attempt received nothing of the content.
    if let leftover { return leftover }
    guard job.kind == .image, head.isSuccess, received >= Leftover.minimumBytes, let response,
      let validator = RangeRequest.validator(of: head, continued)
    else { return nil }
    // Content that was still in memory goes to a file, too.
    if file == nil, !spill([UInt8]().span) { return nil }
    guard let file, file.byteCount == received else { return nil }
    // A continuation ends where the whole does, also if it does not state the size.
    let end = continued == nil ? nil : head.contentRange.map { $0.last + 1 }
    return Leftover(file, of: response, validator: validator, whole: end ?? head.announcedBytes)
  }
}
