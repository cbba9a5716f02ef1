import Addressing
import Bytes
import CrawlModel
import Files
import S3
import TestSupport
import Testing
import Threads

@testable import Storing

/// Images that go into a bucket.
struct BucketStoreTests {
  private func store(
    _ bucket: LocalBucket, _ scratch: Scratch, patience: Duration = .seconds(60),
    report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> BucketStore {
    let place = S3Place(try S3Address("s3://photos/birds"), try S3Account(bucket.environment))
    return BucketStore(
      Bucket(place, patience: patience, report: report), output: scratch.output)
  }

  private func key(_ text: String) -> String {
    let digest = SHA256Digest(of: Array(text.utf8).span).hex
    return "birds/\(digest.prefix(2))/\(digest).jpg"
  }

  @Test func `an image is named by its digest, and the same bytes are sent once`() throws {
    let (bucket, scratch) = (try LocalBucket(), try Scratch())
    let store = try store(bucket, scratch)
    let first = try store.put(image("https://a.org/1.jpg", "one"))
    #expect(first == StoredImage(file: "s3://photos/" + key("one"), isDuplicate: false))
    let second = try store.put(image("https://a.org/2.jpg", "one"))
    #expect(second == StoredImage(file: first.file, isDuplicate: true))
    #expect(bucket.objects == [key("one"): Array("one".utf8)])
    #expect(bucket.uploads == [key("one"): 1])
    #expect(bucket.types == [key("one"): "image/jpeg"])
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `an image in a file is sent, and the file is removed`() throws {
    let (bucket, scratch) = (try LocalBucket(), try Scratch())
    let file = try TemporaryFile(in: scratch.temporary)
    let bytes = [UInt8](repeating: 1, count: 600_000)
    try file.append(bytes.span)
    let image = FoundImage(
      address: try WebAddress("https://a.org/1.jpg"), facts: ImageFacts(format: .png),
      content: ImageContent(.file(file), digest: SHA256Digest(of: bytes.span)))
    _ = try store(bucket, scratch).put(image)
    #expect(Array(bucket.objects.values) == [bytes])
    #expect(try scratch.temporary.names().isEmpty)
  }

  @Test func `threads that have the same bytes send them once`() throws {
    let (bucket, scratch) = (try LocalBucket { _ in .late(.milliseconds(50)) }, try Scratch())
    let store = try store(bucket, scratch)
    let fresh = Monitor(0)
    let threads = try (0..<8).map { number in
      try WorkerThread(name: "put") {
        let stored = try? store.put(image("https://a.org/\(number).jpg", "one"))
        if stored?.isDuplicate == false { fresh.withLock { $0 += 1 } }
      }
    }
    for thread in threads { thread.join() }
    #expect(fresh.withLock { $0 } == 1)
    #expect(bucket.uploads == [key("one"): 1])
  }

  @Test(
    arguments: [
      .error(503, "SlowDown"), .error(500, "InternalError"), .error(400, "BadDigest"), .cut,
      .lostAnswer,
    ] as [LocalBucket.Answer])
  func `a passing fault is tried again`(fault: LocalBucket.Answer) throws {
    let bucket = try LocalBucket { $0.earlier < 1 ? fault : .usual }
    let scratch = try Scratch()
    let store = try store(bucket, scratch)
    #expect(try !store.put(image("https://a.org/1.jpg", "one")).isDuplicate)
    #expect(bucket.objects == [key("one"): Array("one".utf8)])
    #expect(bucket.uploads == [key("one"): 2])
  }

  @Test func `an outage is told once, and its end`() throws {
    let bucket = try LocalBucket { $0.earlier < 6 ? .error(503, "SlowDown") : .usual }
    let scratch = try Scratch()
    let told = Monitor<[String]>([])
    let store = try store(bucket, scratch) { words in told.withLock { $0.append(words) } }
    _ = try store.put(image("https://a.org/1.jpg", "one"))
    let words = told.withLock { $0 }
    #expect(words.count == 2)
    #expect(words.first?.contains("503 SlowDown") == true)
    #expect(words.last?.contains("answers again") == true)
  }

  @Test(
    arguments: [.error(503), .error(403, "AccessDenied"), .error(400, "ExpiredToken")]
      as [LocalBucket.Answer])
  func `a store that cannot be used ends the crawl`(answer: LocalBucket.Answer) throws {
    let (bucket, scratch) = (try LocalBucket { _ in answer }, try Scratch())
    let store = try store(bucket, scratch, patience: .milliseconds(500))
    let error = #expect(throws: StoreError.self) {
      _ = try store.put(image("https://a.org/1.jpg", "one"))
    }
    #expect(error?.code == .storeLost && error?.endsCrawl == true)
    // It can be stored later.
    bucket.decide { _ in .usual }
    #expect(try !store.put(image("https://a.org/1.jpg", "one")).isDuplicate)
  }

  @Test func `an object that is refused ends nothing, and many in a row end the crawl`() throws {
    let bucket = try LocalBucket { _ in .error(400, "EntityTooLarge") }
    let scratch = try Scratch()
    let store = try store(bucket, scratch)
    var ends: [Bool] = []
    for number in 0..<Refusals<S3Error.Code>.limit {
      let error = #expect(throws: StoreError.self) {
        _ = try store.put(image("https://a.org/\(number).jpg", "\(number)"))
      }
      ends.append(error?.endsCrawl == true)
    }
    #expect(ends.dropLast().allSatisfy { !$0 } && ends.last == true)
    #expect(bucket.requests.count == ends.count)
  }

  @Test func `other bytes in the store are told after a second attempt`() throws {
    let (bucket, scratch) = (try LocalBucket { _ in .error(400, "BadDigest") }, try Scratch())
    let store = try store(bucket, scratch)
    let error = #expect(throws: StoreError.self) {
      _ = try store.put(image("https://a.org/1.jpg", "one"))
    }
    #expect(error?.endsCrawl == false)
    #expect(error?.description.contains("other bytes") == true)
    #expect(bucket.requests.count == 2)
  }

  @Test func `what an earlier run stored is sent again only if it is gone`() throws {
    let (bucket, scratch) = (try LocalBucket(), try Scratch())
    let store = try store(bucket, scratch)
    bucket.set(key("one"), Array("one".utf8))
    for text in ["one", "two"] {
      let digest = SHA256Digest(of: Array(text.utf8).span)
      store.remember(digest, in: "s3://photos/" + key(text), isOwned: true)
    }
    #expect(try store.put(image("https://a.org/1.jpg", "one")).isDuplicate)
    #expect(try !store.put(image("https://a.org/2.jpg", "two")).isDuplicate)
    #expect(bucket.uploads == [key("two"): 1])
  }

  @Test func `whether an object is there is judged by its size`() throws {
    let (bucket, scratch) = (try LocalBucket(), try Scratch())
    let store = try store(bucket, scratch)
    bucket.set(key("one"), Array("one".utf8))
    func content(_ text: String, bytes: Int = 3) -> StoredContent {
      StoredContent(
        file: "s3://photos/" + key(text), sha256: "", bytes: bytes, facts: ImageFacts(format: .jpeg)
      )
    }
    #expect(try store.has(content("one")))
    #expect(try !store.has(content("one", bytes: 4)))
    #expect(try !store.has(content("two")))
    // Without the right to list, that is how the store answers for what is not there.
    bucket.decide { _ in .error(403) }
    #expect(try !store.has(content("two")))
  }

  @Test func `the check writes, reads and removes an object`() throws {
    let bucket = try LocalBucket()
    let place = S3Place(try S3Address("s3://photos/birds"), try S3Account(bucket.environment))
    try Bucket(place, patience: .seconds(1)).check()
    #expect(bucket.objects.isEmpty)
    #expect(bucket.requests.map(\.method) == ["PUT", "HEAD", "DELETE"])
    bucket.decide { $0.method == "DELETE" ? .error(403, "AccessDenied") : .usual }
    try Bucket(place, patience: .seconds(1)).check()
    bucket.decide { $0.method == "HEAD" ? .error(403) : .usual }
    let error = #expect(throws: S3Error.self) {
      try Bucket(place, patience: .seconds(1)).check()
    }
    #expect(error?.code == .notAllowed)
  }

  @Test func `a stored object is opened as a file that can be read twice`() throws {
    let (bucket, scratch) = (try LocalBucket(), try Scratch())
    bucket.set("birds/x", Array("one".utf8))
    bucket.decide { $0.earlier < 2 ? .cut : .usual }
    let place = S3Place(try S3Address("s3://photos/birds"), try S3Account(bucket.environment))
    let files = StoredFiles(in: scratch.output) { Bucket(place, patience: .seconds(60)) }
    let file = try #require(try files.open("s3://photos/birds/x", bytes: nil))
    for _ in 1...2 {
      var buffer = [UInt8](repeating: 0, count: 10)
      #expect(try file.read(into: &buffer) == 3)
      #expect(Array(buffer.prefix(3)) == Array("one".utf8))
      try file.rewind()
    }
    // No size that a caller gives ends the process.
    for bytes in [Int.max, .min] {
      #expect(try files.open("s3://photos/birds/x", bytes: bytes) != nil)
    }
    #expect(try files.open("s3://photos/birds/y", bytes: nil) == nil)
    // The objects of another bucket are not asked for.
    #expect(try files.open("s3://other/birds/x", bytes: nil) == nil)
    #expect(Set(bucket.requests.map(\.key)) == ["birds/x", "birds/y"])
  }
}
