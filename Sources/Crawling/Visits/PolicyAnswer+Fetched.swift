import Bytes
import CrawlModel
import Fetching

extension PolicyAnswer {
  /// How the last request for a policy file ended.
  init(_ fetched: Fetched) {
    let response = fetched.response
    self.init(
      address: fetched.job.address, endedAt: response?.fetchedAt ?? .now,
      httpStatus: response?.status)
    if let address = response?.address, address != fetched.job.address { finalAddress = address }
    switch fetched.result {
    case .document(let content):
      guard let digest = try? content.withSpan({ SHA256Digest(of: $0) }) else { break }
      bytes = content.count
      sha256 = digest.hex
    case .fault(let fault): reason = fault.reason
    // A redirect that is not followed, or content that cannot be such a file.
    case .redirect: reason = .badRedirect
    case .image, .unchanged, .refusedCondition, .skipped, .otherKind, .unwritten: break
    }
  }
}
