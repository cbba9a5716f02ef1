import Foundation
import TestSupport
import Testing

/// Further runs in the same folder.
struct AgainTests {
  @Test func `the same command on a finished folder reports what is new`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(
      [crawl.site.url("/"), "-o", crawl.path, "--exclude-image", "secret"])
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("unchanged"))
    #expect(outcome.stdout.contains("Since the last crawl: 0 new, 0 changed, 0 gone, 0 moved."))
  }

  @Test func `only failures are retried, given the folder only`() throws {
    let crawl = try CrawledSite()
    let before = crawl.site.requests.count
    let outcome = try Magpie.run(["crawl", crawl.path, "--retry-failed"])
    #expect(outcome.status == 1)
    let asked = crawl.site.requests.dropFirst(before).map(\.path)
    #expect(asked.first == "/robots.txt" && asked.last == "/lost.png")
    #expect(crawl.site.requestsForContent.suffix(1).map(\.path) == ["/lost.png"])
    #expect(asked.count == 4, "the files about opt-outs are asked for before an image")
  }

  @Test func `the settings of the folder apply when failures are retried`() throws {
    let crawl = try CrawledSite([
      "--exclude-image", "secret", "--opt-outs", "ml", "--no-robots", "--no-traps",
    ])
    let before = crawl.site.requests.count
    let outcome = try Magpie.run(["crawl", crawl.path, "--retry-failed"])
    #expect(outcome.status == 1, "\(outcome.stderr)")
    let asked = crawl.site.requests.dropFirst(before).map(\.path)
    #expect(asked.last == "/lost.png" && !asked.contains("/robots.txt"))
  }

  @Test func `a dry run retries nothing`() throws {
    let crawl = try CrawledSite()
    let before = crawl.site.requests.count
    let outcome = try Magpie.run(["crawl", crawl.path, "--retry-failed", "--dry-run"])
    #expect(outcome.status == 64)
    #expect(crawl.site.requests.count == before)
  }

  @Test(arguments: [
    (["--layout", "hash"], "layout was not given and is now hash"),
    (["--exclude-image", "secret", "--depth", "3"], "depth was not given and is now 3"),
    ([], "exclude-image was secret and is now not given"),
  ])
  func `other settings are rejected with a remedy`(options: [String], words: String) throws {
    let crawl = try CrawledSite()
    let manifest = try Data(contentsOf: crawl.folder.file("out/images.jsonl"))
    let outcome = try Magpie.run([crawl.site.url("/"), "-o", crawl.path] + options)
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("\(crawl.path) has a crawl with other settings: "))
    #expect(outcome.stderr.contains(words))
    #expect(outcome.stderr.contains("choose another folder with --output"))
    #expect(try Data(contentsOf: crawl.folder.file("out/images.jsonl")) == manifest)
  }

  @Test func `another seed is rejected`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(
      [crawl.site.url("/next"), "-o", crawl.path, "--exclude-image", "secret"])
    #expect(outcome.status == 73)
    let (old, new) = (crawl.site.url("/"), crawl.site.url("/next"))
    #expect(
      outcome.stderr
        == "magpie: \(crawl.path) is the folder of a crawl of \(old). To crawl \(new), choose "
        + "another folder with --output; to resume or refresh the one that is there: magpie resume "
        + "\(crawl.path)\n")
  }

  @Test func `a retry without a crawl is rejected`() throws {
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run(
      ["http://127.0.0.1:1/", "-o", folder.path + "/out", "--retry-failed"])
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("There is no earlier crawl"))
  }
}
