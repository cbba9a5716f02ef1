import Foundation
import Testing

/// The seeds of the fuzzer: real-shaped inputs, and every input that ever failed.
struct SeedTests {
  @Test(arguments: Target.all)
  func `nothing is wrong with the seeds of a target`(target: Target) throws {
    let seeds = try Seeds.files(of: target)
    #expect(seeds.count >= 3)
    for seed in seeds {
      let input = try [UInt8](Data(contentsOf: seed))
      #expect(input.count <= 4 * target.longest, "\(seed.lastPathComponent)")
      let fault = target.fault(in: input)
      #expect(fault == nil, "\(seed.lastPathComponent)")
    }
  }

  @Test func `each folder of seeds belongs to a target`() throws {
    let folder = try #require(try Seeds.files(of: .html).first)
      .deletingLastPathComponent().deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == Target.all.map { $0.name }.sorted())
  }
}
