import Foundation
import TestSupport
import Testing

struct FetchTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/a.png": .picture("a"), "/b.gif": .bytes(Picture.gif("b"), type: "image/gif"),
      "/page": .page(images: ["/c.png"]), "/c.png": .picture("c"),
    ])
  }

  private var list: String {
    """
    # pictures

      \(site.url("/a.png"))\t
    \(site.url("/b.gif"))\r
    \(site.url("/a.png"))
    """
  }

  @Test func `a list is read from a file`() throws {
    try folder.write(list, to: "list.txt")
    let outcome = try Magpie.run(["fetch", "list.txt", "-o", "out"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.hasPrefix("Complete: 2 images"))
    let lines = try objects(String(contentsOf: folder.file("out/images.jsonl"), encoding: .utf8))
    #expect(lines.compactMap { $0["status"] as? String } == ["stored", "stored"])
    #expect(site.requestsForContent.count == 2)
  }

  @Test func `lines that are no addresses are reported and the others fetched`() throws {
    let list =
      "\u{FEFF}\(site.url("/a.png"))\r\n# pictures\r\nnot an address\r\n\u{A0}\r\n"
      + "ftp://h.test/x.png\r\ndata:image/png;base64,AAAA\r\n  \(site.url("/b.gif")) # b\r\n"
      + "\u{FEFF}\(site.url("/c.png#d"))"
    let outcome = try Magpie.run(["fetch", "-", "-o", "out"], input: list, in: folder)
    #expect(outcome.status == 1)
    #expect(outcome.stdout.hasPrefix("Complete: 3 images"))
    let lines = outcome.stderr.split(separator: "\n").filter { $0.hasPrefix("magpie:") }
    #expect(lines.count == 3)
    for (line, number) in zip(lines, [3, 5, 6]) {
      #expect(line.hasPrefix("magpie: standard input, line \(number): "))
    }
    #expect(Set(site.requestsForContent.map(\.target)) == ["/a.png", "/b.gif", "/c.png"])
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func `a line ends as editors end it`(end: String) throws {
    let list = [site.url("/a.png"), "", "# é", "no\u{E9} address", site.url("/b.gif")]
    let outcome = try Magpie.run(
      ["fetch", "-", "-o", "out"], input: list.joined(separator: end), in: folder)
    #expect(outcome.stdout.hasPrefix("Complete: 2 images"))
    #expect(outcome.stderr.contains("standard input, line 4: "))
  }

  @Test func `lines that are no addresses are no failure if they may be skipped`() throws {
    let list = "\(site.url("/a.png"))\nnot an address\n"
    let outcome = try Magpie.run(
      ["fetch", "-", "-o", "out", "--skip-invalid"], input: list, in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("standard input, line 2: "))
  }

  @Test(arguments: [true, false])
  func `a list may be UTF-16 with a byte order mark`(isBigEndian: Bool) throws {
    var data = Data()
    for unit in "\u{FEFF}\(site.url("/a.png"))\r\n\(site.url("/b.gif"))\r\n".utf16 {
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      data.append(contentsOf: isBigEndian ? bytes : bytes.reversed())
    }
    try folder.write(data, to: "list.txt")
    let outcome = try Magpie.run(["fetch", "list.txt", "-o", "out"], in: folder)
    #expect(outcome.status == 0)
    #expect(Set(site.requestsForContent.map(\.target)) == ["/a.png", "/b.gif"])
  }

  @Test func `a contact is sent with every request`() throws {
    let outcome = try Magpie.run(
      ["fetch", "-", "-o", "out", "--contact", "me@a.example"], input: list, in: folder)
    #expect(outcome.status == 0)
    #expect(!site.requests.isEmpty)
    let agents = site.requests.map { $0.header("User-Agent") ?? "" }
    #expect(agents.allSatisfy { $0.hasPrefix("magpie/") && $0.hasSuffix(" (+me@a.example)") })
  }

  @Test func `a list is read from standard input`() throws {
    let outcome = try Magpie.run(["fetch", "-"], input: list, in: folder)
    #expect(outcome.status == 0)
    #expect(try folder.contents().contains("127.0.0.1_\(site.port)/summary.json"))
  }

  @Test func `a file that is not an image fails and its links are not followed`() throws {
    let outcome = try Magpie.run(["fetch", "-"], input: site.url("/page"), in: folder)
    #expect(outcome.status == 69)
    #expect(outcome.stdout.contains("not-an-image"))
    #expect(site.requestsForContent.map(\.target) == ["/page"])
  }

  @Test func `a list gives no permissions unless it is trusted`() throws {
    let list = "http://mag:pie@127.0.0.1:\(site.port)/a.png\nhttp://localhost:\(site.port)/b.gif\n"
    let command = ["fetch", "-", "-o", "out", "-q", "--header", "X-Token: secret"]
    let refused = try Magpie.run(command, input: list, in: folder)
    #expect(refused.status == 69)
    #expect(refused.stderr.contains("network: 2 addresses of the list. Give --trust-list if"))
    #expect(
      refused.stderr.contains("Sent to no host of the list: --header, names and passwords. Give"))
    #expect(site.requests.isEmpty)
    // What would be sent to nobody is not asked for either.
    let resumed = try Magpie.run(
      ["resume", "out", "-q", "--header", "X-Token: secret"], in: folder)
    #expect(resumed.status == 69)
    // The same command with the option, in the same folder, does what the message says.
    let trusted = try Magpie.run(command + ["--trust-list"], input: list, in: folder)
    #expect(trusted.status == 0 && trusted.stderr.isEmpty)
    let requests = site.requestsForContent
    #expect(Set(requests.map(\.target)) == ["/a.png", "/b.gif"])
    #expect(requests.allSatisfy { $0.header("X-Token") == "secret" })
    #expect(requests.filter { $0.header("Authorization") != nil }.map(\.target) == ["/a.png"])
  }

  @Test func `private addresses can be allowed without trust`() throws {
    let list = "http://mag:pie@127.0.0.1:\(site.port)/a.png\nhttp://localhost:\(site.port)/b.gif\n"
    let command = ["fetch", "-", "-q", "--header", "X-Token: secret", "--allow-private"]
    let outcome = try Magpie.run(command, input: list, in: folder)
    #expect(outcome.status == 0)
    #expect(Set(site.requestsForContent.map(\.target)) == ["/a.png", "/b.gif"])
    #expect(site.requests.allSatisfy { $0.header("X-Token") == nil })
    #expect(site.requests.allSatisfy { $0.header("Authorization") == nil })
  }

  @Test(arguments: ["127.0.0.2", "10.0.0.1", "169.254.169.254", "[::1]"])
  func `an address of another host in a list of this machine is not requested`(host: String) throws
  {
    let list = "\(site.url("/a.png"))\nhttp://\(host):\(site.port)/b.gif\n"
    let outcome = try Magpie.run(["fetch", "-", "-o", "out", "-q"], input: list, in: folder)
    #expect(outcome.status == 69)
    #expect(site.requests.isEmpty)
  }

  @Test func `a list of one port of this machine does not lead to its other ports`() throws {
    let other = try LoopbackSite(routes: ["/b.png": .picture("b")])
    site.change(["/moved.png": .redirect(to: other.url("/b.png"))])
    let list = "\(site.url("/a.png"))\n\(site.url("/moved.png"))\n"
    #expect(try Magpie.run(["fetch", "-", "-o", "out", "-q"], input: list, in: folder).status == 0)
    #expect(other.requests.isEmpty)
    let trusted = try Magpie.run(
      ["fetch", "-", "-o", "trusted", "-q", "--trust-list"], input: list, in: folder)
    #expect(trusted.status == 0 && other.requests(for: "/b.png").count == 1)
  }

  @Test(arguments: ["", "\n# nothing\n", "http://", "\u{FEFF}", "no address\nftp://h.test/"])
  func `an empty list is wrong usage`(list: String) throws {
    let outcome = try Magpie.run(["fetch", "-"], input: list, in: folder)
    #expect(outcome.status == 64)
    #expect(try folder.contents().isEmpty)
  }
}
