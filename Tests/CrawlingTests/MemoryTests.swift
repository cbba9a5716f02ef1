import Addressing
import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Crawling

/// Large documents with little memory.
struct MemoryTests {
  private func fetched(_ bytes: [UInt8]) throws -> Fetched {
    let job = Job(address: try WebAddress("http://a.example/"), kind: .page)
    return Fetched(Assignment(job), result: .document(DocumentContent(.memory(bytes))))
  }

  @Test func `large documents are read one after the other, small ones at any time`() throws {
    let room = ReadingRoom(10 << 20)
    let large = [UInt8](repeating: 32, count: 2 << 20)
    let small = [UInt8](repeating: 32, count: 1 << 10)
    let readers = Monitor((now: 0, most: 0))
    let threads = try (0..<4).map { number in
      let result = Unchecked(try fetched(large))
      return try WorkerThread(name: "reader \(number)") {
        for _ in 0..<200 {
          room.reading(result.value) {
            readers.withLock {
              $0.now += 1
              $0.most = max($0.most, $0.now)
            }
            readers.withLock { $0.now -= 1 }
          }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(readers.withLock { $0.most } == 1)
    let (inner, outer) = (try fetched(small), try fetched(large))
    #expect(room.reading(outer) { room.reading(inner) { true } })
  }

  @Test func `a document larger than the room is read`() throws {
    let large = try fetched([UInt8](repeating: 32, count: 3 << 20))
    #expect(ReadingRoom(1).reading(large) { true })
  }

  @Test func `pages that find no memory are read from files, with the same links`() throws {
    let filler = String(repeating: " ", count: 3_000_000)
    var routes: [String: Behaviour] = ["/": .html((0..<8).map { "<a href=/\($0)>x</a>" }.joined())]
    for number in 0..<8 {
      routes["/\(number)"] = .html("<img src=/\(number).png>\(filler)<img src=/\(number)b.png>")
      routes["/\(number).png"] = .picture("\(number)")
      routes["/\(number)b.png"] = .picture("\(number)b")
    }
    let result = try crawl(routes) { $0.maximumMemory = 16_000_000 }
    #expect(result.images.count == 16 && result.images.allSatisfy { $0.status == "stored" })
    #expect(result.exit == 0)
  }

  @Test func `images whose decoders find no memory together come one after the other`() throws {
    let names = (0..<6).map { "/\($0)" }
    var routes: [String: Behaviour] = ["/": .page(images: names)]
    for name in names {
      let coded = LargeWindow.zstd(Picture.png(name), thenBlocks: 24)
      routes[name] = .withHeaders(
        ["Content-Encoding": "zstd"],
        then: .slowBody(.bytes(coded, type: "image/png"), bytes: 20, pause: .milliseconds(20)))
    }
    let result = try crawl(routes) { $0.maximumMemory = 16_000_000 }
    #expect(result.images.count == 6 && result.images.allSatisfy { $0.status == "stored" })
    #expect(result.exit == 0)
  }
}

/// Passes a value to a thread.
///
/// Sendable by proof: that thread is the only one to use the value.
private struct Unchecked<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
