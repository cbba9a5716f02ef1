import Foundation
import TestSupport
import Testing

struct ProgramTests {
  @Test func `the output of a program that fills both pipes is read completely`() throws {
    let script = "head -c 300000 /dev/zero >&2; cat; head -c 300000 /dev/zero; exit 7"
    let outcome = try Shell.run("sh", ["-c", script], input: Data("abc".utf8))
    #expect(outcome.status == 7)
    #expect(outcome.standardOutput.count == 300_003)
    #expect(outcome.standardError.count == 300_000)
  }

  @Test func `a temporary folder is removed with its last reference`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try folder?.write("x", to: "a/b.txt")
    #expect(try folder?.contents() == ["a/b.txt"])
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(.enabled(if: NginxSite.isAvailable), arguments: [false, true])
  func `nginx serves a folder`(tls: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("hello", to: "index.html")
    let site = try NginxSite(files: folder.url, tls: tls)
    var arguments = ["-sS", "-w", " %{http_version}", site.url("/")]
    if let authority = site.authority { arguments += ["--cacert", authority.path] }
    let outcome = try Shell.run("curl", arguments)
    #expect(outcome.stdout == (tls ? "hello 2" : "hello 1.1"), "\(outcome.stderr)")
    #expect(site.accessLog.count == 1)
  }
}
