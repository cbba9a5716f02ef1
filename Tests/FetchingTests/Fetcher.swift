import Addressing
import Bytes
import CrawlModel
import Curl
import Files
import TestSupport
import Threads

@testable import Fetching

/// A loop with a folder for its files, driven by the thread of the test.
final class Fetcher {
  let folder: TemporaryFolder
  let loop: FetchLoop

  convenience init(
    capacity: Int = 8, judge: any TransferJudge = Taker(),
    _ adjust: (inout FetchPolicy) -> Void = { _ in }
  ) throws {
    try self.init(
      capacity: capacity, judge: judge, nameService: NameService.ask, adjusting: adjust)
  }

  /// A loop with a made name service, which is asked about names that did not resolve.
  init(
    capacity: Int = 8, judge: any TransferJudge = Taker(),
    nameService: @escaping NameInquiry.NameServiceCall,
    adjusting adjust: (inout FetchPolicy) -> Void = { _ in }
  ) throws {
    folder = try TemporaryFolder()
    let place = try Folder.open(folder.path)
    var policy = FetchPolicy { () throws(FileError) in try TemporaryFile(in: place) }
    policy.timeout = .seconds(60)
    policy.gate.allowedHosts = ["127.0.0.1"]
    adjust(&policy)
    loop = FetchLoop(
      policy: policy, judge: judge, sharing: SharedConnections(), capacity: capacity,
      askingNames: nameService)
  }

  /// Fetches all of them, as many at a time as there is room for, and answers them by address.
  func fetch(_ jobs: [Assignment]) -> [String: Fetched] {
    var waiting = jobs[...]
    var ended: [String: Fetched] = [:]
    while ended.count < jobs.count {
      while loop.room > 0, let job = waiting.popFirst() { loop.start(job) }
      for fetched in loop.turn(waitingUntil: nil) { ended[fetched.job.address.text] = fetched }
    }
    return ended
  }

  /// Fetches one address.
  func fetch(_ text: String, as kind: Job.Kind = .page) throws -> Fetched {
    let job = Job(address: try WebAddress(text), kind: kind)
    guard let fetched = fetch([Assignment(job)])[job.address.text] else { throw Missing() }
    return fetched
  }

  struct Missing: Error {}
}

/// Takes every document, and every image that begins with the signature of PNG.
struct Taker: TransferJudge {
  func judge(head: ResponseHead, for assignment: Assignment) -> Judgement { .undecided }

  func judge(
    prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for assignment: Assignment
  ) -> Judgement {
    if prefix.count == 0 { return isComplete ? .fail(.empty) : .undecided }
    guard assignment.job.kind == .image else { return isComplete ? .document : .undecided }
    guard prefix.count >= 8 else { return isComplete ? .fail(.damagedImage) : .undecided }
    return prefix[0] == 0x89 ? .image(ImageFacts(format: .png)) : .fail(.notAnImage)
  }

  func isWhole(_ image: Span<UInt8>, _ facts: ImageFacts) -> Bool {
    image.count >= 12 && image.matches("IEND", at: image.count - 8)
  }

  func isWhole(document: Span<UInt8>) -> Bool { false }
}

extension Fetched {
  /// The body of a document.
  var text: String? {
    guard case .document(let content) = result else { return nil }
    return try? content.withSpan { bytes in
      String(decoding: bytes.withUnsafeBufferPointer { Array($0) }, as: UTF8.self)
    }
  }

  /// What went wrong, without the words on it.
  var fault: Fault? {
    guard case .fault(var fault) = result else { return nil }
    fault.detail = nil
    return fault
  }

  /// Why it was left out.
  var skip: SkipReason? {
    if case .skipped(let reason) = result { reason } else { nil }
  }
}

extension Fetched {
  /// The bytes of an image that is in memory.
  var imageBytes: [UInt8]? {
    guard case .image(let content, _) = result, case .memory(let bytes) = content.place else {
      return nil
    }
    return bytes
  }
}
