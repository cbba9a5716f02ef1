import Foundation
import TestSupport
import Testing

struct SiteTests {
  @Test(arguments: try Fixture.sites())
  func `a site is served and its expectation reconciles`(name: String) throws {
    let site = try LoopbackSite(folder: Fixture.site(name))
    let outcome = try Shell.run(
      "curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", site.url("/")])
    #expect(outcome.stdout == "200")

    for run in try Fixture.expectation(of: name).runs {
      let (images, pages) = (run.totals.images, run.totals.pages)
      let addresses = run.images.stored.flatMap(\.urls)
      #expect(Set(run.images.stored.map(\.sha256)).count == images.stored)
      #expect(addresses.count == (images.stored ?? 0) + (images.duplicate ?? 0))
      #expect(
        addresses.count + run.images.failed.count + run.images.skipped.count == images.discovered)
      #expect(
        run.pages.fetched.count + run.pages.failed.count + run.pages.skipped.count
          == pages.discovered)
      #expect(run.exit == (run.images.failed + run.pages.failed).count.signum())
    }
  }

  @Test func `the gallery's images match the expectation`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let run = try #require(try Fixture.expectation(of: "gallery").runs.first)
    let folder = try TemporaryFolder()
    let urls = run.images.stored.flatMap { image in image.urls.map { (url: $0, image: image) } }
    let list = urls.enumerated().map { number, entry in
      "url = \"\(site.url(entry.url))\"\noutput = \"\(folder.file("\(number)").path)\"\n"
    }
    let outcome = try Shell.run(
      "curl", ["-sS", "-L", "--config", "-"], input: Data(list.joined().utf8))
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let sums = try Shell.run("sha256sum", urls.indices.map(String.init), in: folder.url)
    #expect(
      sums.stdout.split(separator: "\n").map { $0.prefix(64) } == urls.map { $0.image.sha256[...] })
  }
}
