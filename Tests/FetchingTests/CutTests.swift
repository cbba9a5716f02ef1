import Addressing
import CrawlModel
import TestSupport
import Testing

@testable import Fetching

/// Good answers that end after every possible number of bytes.
struct CutTests {
  private static let picture = Picture.png("cut")

  struct Form: CustomTestStringConvertible, Sendable {
    let name: String
    let head: String
    let body: [UInt8]
    /// Whether the connection closes at the cut; if not, it stays open.
    var closes = true
    var hasEnd = true

    var testDescription: String { name }
    var whole: [UInt8] { Array(head.utf8) + body }
  }

  private static func chunks(_ bytes: [UInt8]) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: 40).flatMap { start in
      let piece = bytes[start..<min(start + 40, bytes.count)]
      return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
    } + Array("0\r\n\r\n".utf8)
  }

  static let forms: [Form] = [
    Form(
      name: "a length",
      head:
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: \(picture.count)\r\n\r\n",
      body: picture),
    Form(
      name: "chunks",
      head: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n",
      body: chunks(picture)),
    Form(
      name: "no end",
      head: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n",
      body: picture, hasEnd: false),
    Form(
      name: "an interim answer and a line without a colon",
      head: "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nno colon\r\n"
        + "Content-Length: \(picture.count)\r\n\r\n",
      body: picture),
  ]

  @Test(arguments: forms)
  func `a cut answer is a passing failure and never an empty or a half image`(form: Form) throws {
    let whole = form.whole
    let site = try LoopbackSite(
      routes: Dictionary(
        uniqueKeysWithValues: (0...whole.count).map { cut in
          ("/\(cut)", Behaviour.raw(Array(whole[..<cut]), closes: form.closes))
        }))
    let fetcher = try Fetcher(capacity: 4)
    let assignments = try (0...whole.count).map { cut in
      Assignment(Job(address: try WebAddress(site.url("/\(cut)")), kind: .image))
    }
    let ended = fetcher.fetch(assignments)
    for cut in 0...whole.count {
      let fetched = try #require(ended[site.url("/\(cut)")])
      if let bytes = fetched.imageBytes {
        // Without an announced end, a close is the end.
        #expect(bytes == Self.picture || (!form.hasEnd && cut > form.head.utf8.count), "\(cut)")
      } else {
        let fault = try #require(fetched.fault, "\(cut): \(fetched.result)")
        #expect([.reset, .truncated].contains(fault.reason) || !form.hasEnd, "\(cut): \(fault)")
        #expect(fault.isPassing || !form.hasEnd, "\(cut): \(fault)")
        #expect(cut >= form.head.utf8.count || fault == .init(reason: .reset, isPassing: true))
      }
    }
    #expect(ended[site.url("/\(whole.count)")]?.imageBytes == Self.picture)
  }

  @Test(arguments: [Picture.png("whole").count + 500, nil])
  func `an image that has come to its own end is whole`(length: Int?) throws {
    let picture = Picture.png("whole")
    let size = length.map { "Content-Length: \($0)\r\n" } ?? ""
    let answer = Array("HTTP/1.1 200 OK\r\n\(size)\r\n".utf8) + picture
    for closes in [true, false] {
      let site = try LoopbackSite(routes: ["/": .raw(answer, closes: closes)])
      let fetcher = try Fetcher { $0.timeout = closes ? .seconds(60) : .milliseconds(300) }
      let fetched = try fetcher.fetch(site.url("/"), as: .image)
      #expect(fetched.imageBytes == picture, "\(fetched.result)")
    }
  }

  @Test func `a large image in a file that has come to its own end is whole`() throws {
    let picture = Picture.png("whole", padding: 600_000)
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(picture.count + 7)\r\n\r\n"
    for missing in [0, 1] {
      let site = try LoopbackSite(routes: [
        "/": .raw(Array(head.utf8) + picture.dropLast(missing))
      ])
      let fetched = try Fetcher().fetch(site.url("/"), as: .image)
      if missing == 0 {
        guard case .image(let content, _) = fetched.result else {
          Issue.record("\(fetched.result)")
          return
        }
        #expect(content.count == picture.count)
      } else {
        #expect(fetched.fault == .init(reason: .truncated, isPassing: true))
      }
    }
  }
}
