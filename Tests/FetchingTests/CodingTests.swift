import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Fetching

/// What servers write into Content-Encoding, and what they send with it.
struct CodingTests {
  private static let text = Array("<!doctype html><title>Magpies</title>".utf8)

  private static func answer(
    _ encoding: String, _ body: [UInt8], type: String = "text/html", length: Int? = nil,
    rest: String = "Connection: close\r\n"
  ) -> [UInt8] {
    let size = length.map { "Content-Length: \($0)\r\n" } ?? ""
    let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\(encoding)\(size)\(rest)\r\n"
    return Array(head.utf8) + body
  }

  private func fetch(
    _ answer: [UInt8], closes: Bool = true, as kind: Job.Kind = .page,
    timeout: Duration = .seconds(60)
  ) throws -> Fetched {
    let site = try LoopbackSite(routes: ["/": .raw(answer, closes: closes)])
    return try Fetcher { $0.timeout = timeout }.fetch(site.url("/"), as: kind)
  }

  @Test(
    arguments: [
      "UTF-8", "utf-8", "binary", "aws-chunked", "webp", "none", "identity", "ISO-8859-1", "",
      "x-unknown, aws-chunked", "gzip", "br", "deflate", "zstd", "compress", "gzip, gzip",
    ])
  func `a plain body is read, whatever coding is announced`(word: String) throws {
    let line = "Content-Encoding: \(word)\r\n"
    for kind in [Job.Kind.page, .robots] {
      let page = try fetch(Self.answer(line, Self.text), as: kind)
      #expect(page.text?.utf8.elementsEqual(Self.text) == true, "\(page.result)")
    }
    let picture = Picture.png(word)
    let image = try fetch(
      Self.answer(line, picture, type: "image/png", length: picture.count), as: .image)
    #expect(image.imageBytes == picture, "\(image.result)")
    #expect(image.response?.bytes == picture.count)
  }

  @Test(
    arguments: [
      ("gzip", "text.gz"), ("x-gzip", "text.gz"), ("GZIP", "text.gz"), ("gzip, utf-8", "text.gz"),
      ("gzip, aws-chunked", "text.gz"), ("gzip, gzip", "text.gz"), ("gzip", "text-in-three.gz"),
      ("deflate", "text.zlib"), ("deflate", "text.deflate"), ("br", "text.br"),
      ("zstd", "text.zst"), ("deflate, gzip", "text.zlib.gz"), ("br, gzip", "text.br.gz"),
    ])
  func `a coded body is decoded, also with bytes behind its end`(
    word: String, file: String
  ) throws {
    let text = try Fixture.text("codings/text.html")
    let body = [UInt8](try Fixture.data("codings/" + file))
    for junk in ["", "\0\0\0", "<!-- made by a proxy -->"] {
      let answer = Self.answer("Content-Encoding: \(word)\r\n", body + Array(junk.utf8))
      #expect(try fetch(answer).text == text)
    }
  }

  @Test(arguments: ["text.gz", "text.zlib", "text.br", "text.zst"], [true, false])
  func `a length that was counted before compression does not matter`(
    file: String, closes: Bool
  ) throws {
    let text = try Fixture.text("codings/text.html")
    let body = [UInt8](try Fixture.data("codings/" + file))
    let word = ["gz": "gzip", "zlib": "deflate", "br": "br", "zst": "zstd"]
    let coding = try #require(word[String(file.dropFirst(5))])
    let answer = Self.answer(
      "Content-Encoding: \(coding)\r\n", body, length: text.utf8.count,
      rest: closes ? "Connection: close\r\n" : "")
    #expect(try fetch(answer, closes: closes).text == text)
  }

  @Test func `a stream that has ended is whole when the connection stays open`() throws {
    let body = [UInt8](try Fixture.data("codings/text.gz"))
    for length in [nil, 100_000] {
      let answer = Self.answer("Content-Encoding: gzip\r\n", body, length: length)
      let fetched = try fetch(answer, closes: false, timeout: .milliseconds(300))
      #expect(try fetched.text == Fixture.text("codings/text.html"))
    }
  }

  @Test(arguments: ["text.gz", "text.zlib", "text.br", "text.zst"])
  func `a stream that is cut short is no whole content`(file: String) throws {
    let word = ["gz": "gzip", "zlib": "deflate", "br": "br", "zst": "zstd"]
    let coding = try #require(word[String(file.dropFirst(5))])
    let body = [UInt8](try Fixture.data("codings/" + file)).dropLast(9)
    let cut = try fetch(Self.answer("Content-Encoding: \(coding)\r\n", Array(body)))
    #expect(cut.fault == .init(reason: .decoding, isPassing: true))
    let short = try fetch(
      Self.answer("Content-Encoding: \(coding)\r\n", Array(body), length: body.count + 9))
    #expect(short.fault == .init(reason: .truncated, isPassing: true))
  }

  @Test func `a body that is neither what was announced nor anything known is told`() throws {
    let noise = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
    let answer = Self.answer("Content-Encoding: gzip\r\n", noise, type: "image/png")
    let fault = try fetch(answer, as: .image).fault
    #expect(fault == .init(reason: .decoding, isPassing: false))
  }

  @Test(
    arguments: [
      ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]), ("br", []),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
    ])
  func `a robots txt that is neither coded nor text is no list of rules`(
    word: String, start: [UInt8]
  ) throws {
    let noise = start + [UInt8](repeating: 0xFF, count: 50)
    for kind in [Job.Kind.robots, .optOuts] {
      let answer = Self.answer("Content-Encoding: \(word)\r\n", noise, type: "text/plain")
      #expect(try fetch(answer, as: kind).fault == .init(reason: .decoding, isPassing: false))
    }
  }

  @Test func `more codings than five are told`() throws {
    let answer = Self.answer("Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\n", Self.text)
    #expect(try fetch(answer).fault == .init(reason: .decoding, isPassing: false))
  }

  @Test func `a bomb in several codings is left`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(
        ["Content-Encoding": "identity, gzip"],
        then: .gzipBomb(bytes: 9_000_000, type: "text/html"))
    ])
    let fetcher = try Fetcher { $0.maximumDocumentBytes = 2_000_000 }
    #expect(try fetcher.fetch(site.url("/")).fault?.reason == .pageTooLarge)
  }

  @Test func `the first bytes are judged before the last have come`() throws {
    let body = [UInt8](try Fixture.data("codings/text.gz"))
    let answer = Self.answer("Content-Encoding: gzip\r\n", body.dropLast(20), type: "image/png")
    let fetched = try fetch(answer, closes: false, as: .image)
    #expect(fetched.fault?.reason == .notAnImage)
  }
}
