import TestSupport
import Testing

/// Files that options name, and that have no end.
struct EndlessFileTests {
  @Test(arguments: [
    (["--config", "/dev/zero"], "1 MiB"), (["--header", "@/dev/zero"], "1 MiB"),
    (["--netrc=/dev/zero"], "1 MiB"), (["--cookies", "/dev/zero"], "64 MiB"),
    (["--cacert", "/dev/zero"], "64 MiB"),
  ])
  func `a file of an option is read up to its limit`(option: [String], limit: String) throws {
    try check(["crawl", "http://127.0.0.1:1/"] + option, limit)
  }

  @Test(arguments: [
    ["inspect", "links", "/dev/zero", "--url", "http://a.example/"],
    ["inspect", "robots", "/dev/zero", "/"],
  ])
  func `a file to inspect is read up to its limit`(arguments: [String]) throws {
    try check(arguments, "64 MiB")
  }

  private func check(_ arguments: [String], _ limit: String) throws {
    let outcome = try Magpie.run(arguments)
    #expect(outcome.status == 64)
    #expect(
      outcome.stderr.contains(
        "Cannot read /dev/zero: it is larger than \(limit), the most that is read of such a file"),
      "\(outcome.stderr)")
  }
}
