import Foundation
import TestSupport
import Testing

struct StatusTests {
  @Test func `the status of an ended crawl has its counts and hosts`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["status", crawl.path])
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains(": complete (crawl)."))
    #expect(outcome.stdout.contains("Images      4 discovered"))
    #expect(outcome.stdout.contains("0 addresses waiting."))
    #expect(outcome.stdout.contains("http://127.0.0.1:\(crawl.site.port)  "))
  }

  @Test func `the status of a running crawl has its process and waiting addresses`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/hang.png"]), "/hang.png": .hang,
    ])
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    let outcome = try Magpie.run(["status", magpie.folder.path + "/out"])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.hasPrefix("Running since "))
    #expect(outcome.stdout.contains("as process \(magpie.processID) (crawl)."))
    #expect(outcome.stdout.contains("addresses/s"))
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
    let dead = try Magpie.run(["status", magpie.folder.path + "/out"])
    #expect(dead.stdout.hasPrefix("Ended unexpectedly"))
    #expect(dead.stdout.contains("waiting for the crawl to resume"))
  }

  @Test(arguments: [
    ["status", "."], ["serve", "."], ["explain", ".", "http://a.test/"], ["verify", "."],
    ["gallery", "."],
    ["export", ".", "--to", "csv", "-"], ["changes", "."], ["resume", "."],
  ])
  func `a folder without a crawl is rejected with a message`(command: [String]) throws {
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(command, in: folder)
    #expect(outcome.status == 73)
    #expect(outcome.stderr == "magpie: There is no crawl in .; give the folder of one.\n")
    #expect(try folder.contents().isEmpty)
  }
}
