import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Crawling

struct NetrcTests {
  private func read(_ text: String) -> Netrc { Netrc(Array(text.utf8)) }

  private func words(_ netrc: Netrc, _ host: String, _ login: String = "") -> String? {
    netrc.credentials(for: host, login: login).map { "\($0.decoded.user):\($0.decoded.password)" }
  }

  @Test func `the forms of a file are read`() {
    let netrc = read(
      """
      # a comment
      machine a.example login ann password p%41:/ü
      machine B.example
        login "b o b"
        account ignored
        password "a \\"quoted\\" \\\\ word"   # behind it
      macdef init
      machine none.example login x

      machine a.example login amy password #second
      default login anonymous password me@x
      """)
    #expect(netrc.problems.isEmpty)
    #expect(words(netrc, "a.example") == "ann:p%41:/ü")
    #expect(words(netrc, "a.example", "amy") == "amy:#second")
    #expect(words(netrc, "a.example", "ada") == nil)
    #expect(words(netrc, "b.example") == #"b o b:a "quoted" \ word"#)
    #expect(words(netrc, "none.example") == "anonymous:me@x")
  }

  @Test(arguments: [
    ("login x", "line 1"), ("machine a\nlogin b pasword s3cr3t", "line 2"),
    ("\n\nnonsense", "line 3"),
  ])
  func `a word without a meaning is named by its line`(text: String, line: String) {
    let problems = read(text).problems
    #expect(problems.first?.hasPrefix(line + ":") == true, "\(problems)")
    #expect(problems.allSatisfy { !$0.contains("s3cr3t") })
  }

  @Test(arguments: ["", "machine", "machine a login", "machine a password \"open", "\"", "macdef"])
  func `a file that breaks off is read`(text: String) {
    #expect(words(read(text), "other") == nil)
  }

  private let site: LoopbackSite
  private let secrets: TemporaryFolder

  init() throws {
    secrets = try TemporaryFolder()
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
  }

  private func write(_ text: String, mode: Int = 0o600) throws -> String {
    let file = try secrets.write(text, to: "netrc")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    return file.path
  }

  @Test func `names and passwords go to the origins of the seeds only`() throws {
    let other = try LoopbackSite(routes: ["/b.png": .picture("b")])
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", other.url("/b.png")]), "/a.png": .picture("a"),
    ])
    let path = try write("machine 127.0.0.1 login ann password s3cr3t")
    let result = try crawl(site) {
      $0.netrcFile = path
      $0.allowsPrivateAddresses = true
    }
    let expected = "Basic " + Data("ann:s3cr3t".utf8).base64EncodedString()
    #expect(site.requests(for: "/a.png").first?.header("Authorization") == expected)
    #expect(other.requests.count > 0)
    #expect(other.requests.allSatisfy { $0.header("Authorization") == nil })
    #expect(result.summary.notes.isEmpty)
  }

  @Test func `a name in the address chooses the entry, and a password there wins`() throws {
    let path = try write(
      "machine 127.0.0.1 login ann password 1\nmachine 127.0.0.1 login bob password 2")
    for (user, expected) in [("bob", "bob:2"), ("bob:3", "bob:3")] {
      site.forgetRequests()
      _ = try crawl(site, from: ["http://\(user)@127.0.0.1:\(site.port)/"]) { $0.netrcFile = path }
      #expect(
        site.requests(for: "/").first?.header("Authorization")
          == "Basic " + Data(expected.utf8).base64EncodedString())
    }
  }

  @Test func `a file that others may read is told, and one that is missing ends the start`() throws
  {
    let path = try write("machine x login a password b", mode: 0o644)
    let notes = try crawl(site) { $0.netrcFile = path }.summary.notes
    #expect(notes.contains { $0.contains("chmod 600") })
    #expect(throws: CrawlError.self) { try crawl(site) { $0.netrcFile = path + "-missing" } }
    #expect(throws: CrawlError.self) { try crawl(site) { $0.netrcFile = secrets.path } }
  }
}
