import Foundation
import TestSupport
import Testing

@Suite(
  .enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"),
  .timeLimit(.minutes(30)))
struct FullDiskTests {
  @Test func `a disk that is full repeatedly loses nothing that was stored`() throws {
    let site = try MazeSite.serve(padding: 9_000)
    let undisturbed = try DisturbedCrawl(site, seed: 0).undisturbed
    var generator = Generator(seed: 3)
    var size = 500
    let disk = try #require(SmallDisk(kibibytes: size))
    let output = URL(filePath: disk.path + "/out")
    var stops = 0
    while stops < 60 {
      let start = site.requests.count
      let done = stops == 0 ? [] : try DyingJournal.done(output)
      let outcome = try Magpie.run([site.url("/"), "-o", output.path, "--retries", "0"])
      let asked = Set(site.requests[start...].map { site.url($0.target) })
      #expect(asked.isDisjoint(with: done), "what was on the disk was fetched again")
      if outcome.status == 1 { break }
      stops += 1
      #expect(outcome.status == 74, "\(outcome.status) \(outcome.stderr)")
      #expect((outcome.stdout + outcome.stderr).contains("the disk is full"))
      let names = try FileManager.default.subpathsOfDirectory(atPath: output.path)
      #expect(!names.contains { $0.hasSuffix(".part") })
      for name in ["index.html", "images.jsonl"] where !names.contains(name) {
        #expect(!outcome.stdout.contains("out/" + name), "\(outcome.stdout)")
      }
      size += Int.random(in: 40...400, using: &generator)
      #expect(disk.resize(kibibytes: size))
    }
    #expect(stops > 2)
    #expect(try Harvest(output, mayHaveLog: true) == undisturbed)
  }
}
