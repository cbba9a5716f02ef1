import Addressing
import CrawlModel
import Curl
import Files
import Glibc
import TestSupport
import Testing

@testable import Fetching

/// Every fault, at an origin that has answered before and at one that has not.
struct TroubleTests {
  private static let picture = Picture.png("trouble")
  private static let content = Content.bytes(picture, type: "image/png")
  private static let length = "Content-Length: \(picture.count)\r\n"

  // MARK: Answers cut at every byte

  /// All cuts in a part of an answer.
  private static func cuts(
    _ name: String, _ answer: String, body: [UInt8] = [], in part: Range<Int>? = nil,
    _ reason: FailureReason?, _ atFirst: Trouble.Reaction, _ afterAnswers: Trouble.Reaction? = nil
  ) -> Trouble {
    let whole = Array(answer.utf8) + body
    let part = part ?? 0..<answer.utf8.count
    return Trouble(
      name, .server(part.map { .raw(Array(whole[..<$0])) }), reason, atFirst: atFirst,
      afterAnswers: afterAnswers)
  }

  private static func chunks(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n0\r\n\r\n".utf8)
  }

  private static let inHead: [Trouble] = {
    let status = "HTTP/1.1 200 OK\r\n"
    let head = status + "Content-Type: image/png\r\n\(length)\r\n"
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    return [
      cuts("before the status line", head, in: 0..<1, .reset, .retryAfterRest, .wait),
      cuts("in the status line", head, in: 1..<status.utf8.count, .reset, .retryAfterRest, .wait),
      cuts(
        "in the header lines", head, in: status.utf8.count..<head.utf8.count, .reset,
        .retryAfterRest, .wait),
      cuts("in an interim head and behind it", interim + head, .reset, .retryAfterRest, .wait),
      cuts("in the head of an error", "HTTP/1.1 404 \r\n\r\n", .reset, .retryAfterRest, .wait),
      cuts(
        "in a head that libcurl refuses", status + "no colon\r\n\(length)\r\n", .reset,
        .retryAfterRest, .wait),
    ]
  }()

  private static let inBody: [Trouble] = {
    let status = "HTTP/1.1 200 OK\r\n"
    let (sized, open) = (status + "\(length)\r\n", status + "Connection: close\r\n\r\n")
    let chunked = status + "Transfer-Encoding: chunked\r\n\r\n"
    let start = chunked.utf8.count
    // The size, the chunk, and what follows it.
    let size = String(picture.count, radix: 16).utf8.count + 2
    let end = start + size + picture.count
    func chunk(_ name: String, _ part: Range<Int>) -> Trouble {
      cuts(name, chunked, body: chunks(picture), in: part, .truncated, .retry)
    }
    let error = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n"
    return [
      cuts(
        "after the head", sized, body: picture, in: sized.utf8.count..<sized.utf8.count + 1,
        .truncated, .retry),
      cuts(
        "in a body with a length", sized, body: picture,
        in: sized.utf8.count + 1..<sized.utf8.count + picture.count, .truncated, .retry),
      cuts(
        "after a head without a length", open, body: picture,
        in: open.utf8.count..<open.utf8.count + 1, .empty, .final),
      // The close is the end of it.
      cuts(
        "in a body without a length", open, body: picture,
        in: open.utf8.count + 8..<open.utf8.count + picture.count, nil, .none),
      chunk("before a chunk", start..<start + 1),
      chunk("in the size of a chunk", start + 1..<start + size),
      chunk("in a chunk", start + size..<end),
      // The image has come to its own end, which is as good.
      cuts(
        "after a chunk and in the last one", chunked, body: chunks(picture), in: end..<end + 5, nil,
        .none),
      cuts(
        "in the body of an error", error, body: Array("not here!".utf8),
        in: error.utf8.count..<error.utf8.count + 9, .httpError, .final),
    ]
  }()

  // MARK: Other faults

  private static let connections: [Trouble] = [
    Trouble("reset", .server([.reset]), .reset, atFirst: .retryAfterRest, afterAnswers: .wait),
    Trouble("closed", .server([.drop]), .reset, atFirst: .retryAfterRest, afterAnswers: .wait),
    Trouble("refused", .refused, .connect, atFirst: .retryAfterRest, afterAnswers: .wait),
    Trouble("unreachable", .unreachable, .connect, atFirst: .retryAfterRest, afterAnswers: .wait),
    Trouble(
      "silent", .server([.hang, .hangAfterHeaders(content)]), .timeout, atFirst: .retryAfterRest,
      afterAnswers: .wait),
    Trouble("no descriptor left", .descriptors, .disk, atFirst: .putBack),
  ]

  /// Alerts of TLS (RFC 8446 §6): the level, and the description.
  private static let handshakes: [Trouble] =
    [("handshake_failure", 40), ("internal_error", 80), ("unrecognized_name", 112)].map {
      Trouble(
        "alert \($0.0)", .handshake([21, 3, 3, 0, 2, 2, $0.1]), .tls, atFirst: .retryAfterRest,
        afterAnswers: .wait)
    } + [
      Trouble(
        "closed in the handshake", .handshake([]), .tls, atFirst: .retryAfterRest,
        afterAnswers: .wait)
    ]

  private static let names: [Trouble] = [
    Trouble("no such name", .name(.unknown), .dns, atFirst: .final),
    Trouble("the name service is away", .name(.unavailable), .dns, atFirst: .wait),
    Trouble("the name service is there again", .name(.found), .dns, atFirst: .wait),
  ]

  private static let statuses: [Trouble] = [
    Trouble("404", .server([.status(404), .status(410)]), .httpError, atFirst: .final),
    Trouble("500", .server([.status(500), .status(502)]), .httpError, atFirst: .retry),
    Trouble("503", .server([.status(503)]), .httpError, atFirst: .retryAfterRest),
    Trouble("429", .server([.status(429)]), .rateLimited, atFirst: .retryAfterRest),
  ]

  static let all = inHead + inBody + connections + handshakes + names + statuses

  @Test(arguments: all, [false, true])
  func `a fault has its reason, and leads to what it must`(
    trouble: Trouble, hasAnswered: Bool
  ) throws {
    let expected = hasAnswered ? trouble.afterAnswers : trouble.atFirst
    for fetched in try fetched(trouble.cause) {
      let reason = fetched.fault?.reason
      #expect(reason == trouble.reason, "\(fetched.job.address): \(fetched.result)")
      let reaction = try fetched.reaction(hasAnswered: hasAnswered)
      #expect(reaction == expected, "\(fetched.job.address): \(fetched.result)")
    }
  }

  /// What becomes of requests with which something goes wrong.
  private func fetched(_ cause: Trouble.Cause) throws -> [Fetched] {
    switch cause {
    case .server(let behaviours):
      let paths = behaviours.indices.map { "/\($0)" }
      let site = try LoopbackSite(
        routes: Dictionary(uniqueKeysWithValues: zip(paths, behaviours)))
      let fetcher = try Fetcher { $0.timeout = .seconds(isSilent(behaviours) ? 1 : 60) }
      return Array(fetcher.fetch(try paths.map { try Self.image(site.url($0)) }).values)
    case .refused:
      let site = try LoopbackSite(routes: [:])
      site.stop()
      return [try Fetcher().fetch(site.url("/"), as: .image)]
    case .unreachable:
      // Linux connects to no broadcast address, whatever networks there are.
      let host = "255.255.255.255"
      return [
        try Fetcher { $0.gate.allowedHosts = [host] }.fetch("http://\(host)/", as: .image)
      ]
    case .handshake(let bytes):
      let server = try RawServer(answering: bytes)
      return [try Fetcher().fetch("https://127.0.0.1:\(server.port)/", as: .image)]
    case .name(let answer):
      let fetcher = try Fetcher(nameService: { _ in answer })
      return [try fetcher.fetch("http://nobody.invalid/", as: .image)]
    case .descriptors:
      let site = try LoopbackSite(routes: [
        "/": .bytes(Picture.png("large", padding: 600_000), type: "image/png")
      ])
      let fetcher = try Fetcher {
        $0.makeFile = { () throws(FileError) in
          throw FileError(code: .tooManyOpenFiles, operation: "create", path: "x", errno: EMFILE)
        }
      }
      return [try fetcher.fetch(site.url("/"), as: .image)]
    }
  }

  private static func image(_ text: String) throws -> Assignment {
    Assignment(Job(address: try WebAddress(text), kind: .image))
  }

  private func isSilent(_ behaviours: [Behaviour]) -> Bool {
    behaviours.contains { if case .hang = $0 { true } else { false } }
  }
}

/// What the statuses of getaddrinfo(3) say of a name.
struct NameStatusTests {
  // The C library turns SERVFAIL, and a name server that is silent, into EAI_AGAIN, and REFUSED and
  // the like into EAI_FAIL.
  @Test(arguments: [
    (Int32(0), NameService.Answer.found), (EAI_AGAIN, .unavailable), (EAI_FAIL, .unavailable),
    (EAI_MEMORY, .unavailable), (EAI_SYSTEM, .unavailable), (EAI_NONAME, .unknown),
    (-5 /* EAI_NODATA */, .unknown), (EAI_FAMILY, .unknown),
  ])
  func `only the statement that there is no such name is final`(
    status: Int32, answer: NameService.Answer
  ) {
    #expect(NameService.Answer(status: status) == answer)
  }
}
