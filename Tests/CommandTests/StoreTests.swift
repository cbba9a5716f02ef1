import Bytes
import Foundation
import TestSupport
import Testing

/// Crawls whose images go into a bucket.
struct StoreTests {
  private static let store = ["--store", "s3://photos/birds"]

  /// A site of pages in a row, each with images of its own and one that all show.
  private func site(pages: Int = 3, images: Int = 4) throws -> LoopbackSite {
    var routes: [String: Behaviour] = ["/same.png": .picture("same")]
    for page in 0..<pages {
      let names = (0..<images).map { "/\(page)-\($0).png" }
      for name in names { routes[name] = .picture(name) }
      routes[page == 0 ? "/" : "/\(page)"] = .page(
        images: names + ["/same.png"], links: page + 1 < pages ? ["/\(page + 1)"] : [])
    }
    return try LoopbackSite(routes: routes)
  }

  private func out(_ folder: TemporaryFolder) -> String { folder.path + "/out" }

  private func crawl(
    _ site: LoopbackSite, _ bucket: LocalBucket, in folder: TemporaryFolder,
    _ options: [String] = [], _ variables: [String: String] = [:]
  ) throws -> Shell.Outcome {
    try Magpie.run(
      [site.url("/"), "-o", out(folder)] + Self.store + options,
      environment: bucket.environment.merging(variables) { $1 })
  }

  private func records(_ folder: TemporaryFolder) throws -> [[String: Any]] {
    try objects(String(contentsOfFile: out(folder) + "/images.jsonl", encoding: .utf8))
  }

  /// Expects that the objects are exactly those of the records, each with the bytes of its digest.
  private func expectAgreement(
    _ folder: TemporaryFolder, _ bucket: LocalBucket, images: Int
  ) throws {
    let records = try records(folder).filter { $0["file"] != nil }
    #expect(records.count == images)
    var files: [String: String] = [:]
    for record in records {
      files[try #require(record["file"] as? String)] = record["sha256"] as? String
    }
    let objects = bucket.objects
    #expect(Set(files.keys) == Set(objects.keys.map { "s3://photos/" + $0 }))
    for (file, digest) in files {
      let bytes = try #require(objects[String(file.dropFirst("s3://photos/".count))])
      #expect(SHA256Digest(of: bytes.span).hex == digest)
      #expect(file == "s3://photos/birds/\(digest.prefix(2))/\(digest).png")
    }
  }

  @Test func `images go into the bucket, and everything else stays here`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    let outcome = try crawl(site, bucket, in: folder)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAgreement(folder, bucket, images: 13)
    #expect(bucket.uploads.filter { $0.key.hasSuffix(".png") }.values.allSatisfy { $0 == 1 })
    let files = try folder.contents()
    #expect(!files.contains { $0.hasPrefix("out/images/") })
    #expect(files.contains("out/index.html"))
    let summary = try objects(
      String(contentsOfFile: out(folder) + "/summary.json", encoding: .utf8)
        .replacing("\n", with: " "))
    let options = summary.first?["options"] as? [String: Any]
    #expect(options?["store"] as? String == "s3://photos/birds")
    #expect(options?["layout"] as? String == "hash")
    // No secret is anywhere.
    for file in files where !file.hasSuffix("/") {
      let bytes = (try? Data(contentsOf: folder.file(file))) ?? Data()
      #expect(bytes.range(of: Data(LocalBucket.secret.utf8)) == nil, "\(file)")
      #expect(bytes.range(of: Data("AKIDTEST".utf8)) == nil, "\(file)")
    }
  }

  @Test func `a second run sends nothing again, and what was removed from the bucket comes back`()
    throws
  {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    #expect(try crawl(site, bucket, in: folder).status == 0)
    let before = bucket.uploads.filter { $0.key.hasSuffix(".png") }
    let resumed = try Magpie.run(["resume", out(folder)], environment: bucket.environment)
    #expect(resumed.status == 0, "\(resumed.stderr)")
    // Only the check at the start writes something.
    #expect(bucket.uploads.filter { $0.key.hasSuffix(".png") } == before)
    let lost = try #require(bucket.objects.keys.first)
    bucket.set(lost, nil)
    #expect(try crawl(site, bucket, in: folder).status == 0)
    try expectAgreement(folder, bucket, images: 13)
  }

  @Test func `another store, or none, is not that of the crawl`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    #expect(try crawl(site, bucket, in: folder).status == 0)
    for options in [["--store", "s3://photos/owls"], []] {
      let other = try Magpie.run(
        [site.url("/"), "-o", out(folder)] + options, environment: bucket.environment)
      #expect(other.status == 73)
      #expect(other.stderr.contains("store was s3://photos/birds"), "\(other.stderr)")
    }
  }

  @Test(
    arguments: [
      (["--layout", "site"], [:], 64, "--layout site cannot be used together with --store"),
      (["--layout", "{host}/{name}"], [:], 64, "named by their digest"),
      ([], ["AWS_ACCESS_KEY_ID": ""], 64, "set AWS_ACCESS_KEY_ID"),
      ([], ["AWS_SECRET_ACCESS_KEY": "other"], 73, "does not accept the credentials"),
      ([], ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1"], 69, "cannot be reached"),
      ([], ["AWS_ENDPOINT_URL_S3": "127.0.0.1 9000"], 64, "AWS_ENDPOINT_URL_S3"),
      (["--store", "s3://owls"], [:], 73, "no bucket owls"),
      (["--store", "s3:/owls"], [:], 64, "s3://BUCKET/PREFIX"),
    ] as [([String], [String: String], Int32, String)])
  func `what prevents storing is said before anything is fetched`(
    options: [String], variables: [String: String], status: Int32, words: String
  ) throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    let outcome = try crawl(site, bucket, in: folder, options, variables)
    #expect(outcome.status == status, "\(outcome.stderr)")
    #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
    #expect(!outcome.stderr.contains(LocalBucket.secret))
    #expect(site.requests.isEmpty)
    #expect(try folder.contents().isEmpty)
  }

  @Test func `a bucket that may not be written, or not be read, is said at the start`() throws {
    for method in ["PUT", "HEAD"] {
      let bucket = try LocalBucket { $0.method == method ? .error(403, "AccessDenied") : .usual }
      let (site, folder) = (try site(), try TemporaryFolder())
      let outcome = try crawl(site, bucket, in: folder)
      #expect(outcome.status == 73)
      #expect(outcome.stderr.contains("s3:PutObject and s3:GetObject"), "\(outcome.stderr)")
      #expect(site.requests.isEmpty)
    }
  }

  @Test func `after a kill, nothing is recorded that the bucket does not have`() throws {
    let site = try site(pages: 20, images: 10)
    let bucket = try LocalBucket { _ in .late(.milliseconds(20)) }
    let magpie = try RunningMagpie(
      [site.url("/")] + Self.store, environment: bucket.environment)
    while magpie.isRunning, bucket.objects.count < 60 { sched_yield() }
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
    let verified = try Magpie.run(
      ["verify", out(magpie.folder)], environment: bucket.environment)
    #expect(!verified.stdout.contains("missing"), "\(verified.stdout)\(verified.stderr)")
    bucket.decide { _ in .usual }
    #expect(try crawl(site, bucket, in: magpie.folder).status == 0)
    try expectAgreement(magpie.folder, bucket, images: 201)
  }

  @Test func `an interrupted crawl leaves what is on its way for later`() throws {
    let site = try site(pages: 10, images: 10)
    let bucket = try LocalBucket { $0.method == "PUT" && $0.bytes.count > 30 ? .hang : .usual }
    let magpie = try RunningMagpie(
      [site.url("/")] + Self.store, environment: bucket.environment)
    while magpie.isRunning, bucket.requests.count < 10 { sched_yield() }
    magpie.send(SIGINT)
    #expect(magpie.wait() == 130, "\(magpie.stderr)")
    #expect(bucket.objects.isEmpty)
    #expect(try records(magpie.folder).allSatisfy { $0["file"] == nil })
    bucket.decide { _ in .usual }
    #expect(try crawl(site, bucket, in: magpie.folder).status == 0)
    try expectAgreement(magpie.folder, bucket, images: 101)
  }

  @Test func `a store that fails for good ends the crawl, and the next run goes on`() throws {
    let (site, folder) = (try site(), try TemporaryFolder())
    let bucket = try LocalBucket {
      $0.method == "PUT" && $0.bytes.count > 30 ? .error(403, "ExpiredToken") : .usual
    }
    let outcome = try crawl(site, bucket, in: folder)
    #expect(outcome.status == 74)
    let words = outcome.stdout + outcome.stderr
    #expect(words.contains("may have expired"), "\(words)")
    #expect(words.contains("Run the same command again"), "\(words)")
    #expect(try records(folder).allSatisfy { $0["file"] == nil })
    bucket.decide { _ in .usual }
    let resumed = try Magpie.run(["resume", out(folder)], environment: bucket.environment)
    #expect(resumed.status == 0, "\(resumed.stderr)")
    try expectAgreement(folder, bucket, images: 13)
  }

  @Test func `a store that is away for a while loses nothing and is no fault of a host`() throws {
    let (site, bucket) = (try site(pages: 10, images: 10), try LocalBucket())
    let magpie = try RunningMagpie(
      [site.url("/"), "--timeout", "1", "--retries", "0"] + Self.store,
      environment: bucket.environment)
    while magpie.isRunning, bucket.objects.count < 20 { sched_yield() }
    bucket.stop()
    #expect(magpie.waitForText("cannot be reached"))
    #expect(magpie.stderr.contains("The crawl waits for the store"))
    try bucket.start()
    #expect(magpie.wait() == 0, "\(magpie.stderr)")
    #expect(magpie.stderr.contains("answers again"))
    try expectAgreement(magpie.folder, bucket, images: 101)
    #expect(try records(magpie.folder).allSatisfy { $0["status"] as? String != "failed" })
  }

  @Test func `a store slower than the crawl slows it down and fails nothing`() throws {
    let site = try site(pages: 12, images: 20)
    let bucket = try LocalBucket {
      $0.method == "PUT" ? .late(.milliseconds(400)) : .usual
    }
    let folder = try TemporaryFolder()
    // Images wait longer than a transfer may take.
    let outcome = try crawl(site, bucket, in: folder, ["--timeout", "1", "--retries", "0"])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAgreement(folder, bucket, images: 241)
  }

  @Test func `verify reads the objects and names what is missing or changed`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    #expect(try crawl(site, bucket, in: folder).status == 0)
    let good = try Magpie.run(["verify", out(folder)], environment: bucket.environment)
    #expect(good.status == 0 && good.stdout.contains("13 files"), "\(good.stdout)\(good.stderr)")
    let keys = bucket.objects.keys.sorted()
    bucket.set(keys[0], nil)
    bucket.set(keys[1], (bucket.objects[keys[1]] ?? []).map { $0 ^ 1 })
    let bad = try Magpie.run(["verify", out(folder)], environment: bucket.environment)
    #expect(bad.status == 1)
    #expect(
      Set(bad.stdout.split(separator: "\n")) == [
        "missing  s3://photos/\(keys[0])", "changed  s3://photos/\(keys[1])",
      ], "\(bad.stdout)")
    let nobody = try Magpie.run(
      ["verify", out(folder)],
      environment: bucket.environment.merging(["AWS_ACCESS_KEY_ID": ""]) { $1 })
    #expect(nobody.status == 64 && nobody.stderr.contains("AWS_ACCESS_KEY_ID"))
  }

  @Test func `exports, similar images, the gallery and the live page find the images`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    #expect(try crawl(site, bucket, in: folder).status == 0)
    let zip = try Magpie.run(
      ["export", out(folder), "--to", "zip", folder.path + "/birds.zip"],
      environment: bucket.environment)
    #expect(zip.status == 0 && zip.stdout.contains("13 images"), "\(zip.stdout)\(zip.stderr)")
    let dataset = try Magpie.run(
      ["export", out(folder), "--to", "imagefolder", folder.path + "/set"],
      environment: bucket.environment)
    #expect(dataset.status == 0 && dataset.stdout.contains("13 images"), "\(dataset.stderr)")
    let similar = try Magpie.run(
      ["similar", out(folder), "--json"], environment: bucket.environment)
    #expect(similar.status == 0, "\(similar.stderr)")
    let explained = try Magpie.run(["explain", out(folder), site.url("/same.png")])
    #expect(explained.stdout.contains("s3://photos/birds/"), "\(explained.stdout)")
    // The gallery needs no credentials.
    #expect(try Magpie.run(["gallery", out(folder)]).status == 0)
    let page = try String(contentsOfFile: out(folder) + "/index.html", encoding: .utf8)
    let origin = "http://127.0.0.1:\(bucket.port)"
    #expect(page.contains("img-src &#39;self&#39; file: data: \(origin);"))
    let key = try #require(bucket.objects.keys.first)
    #expect(page.contains("<img src=\"\(origin)/photos/\(key)\""))
    let digest = try #require(key.split(separator: "/").last).dropLast(".png".count)
    let server = try RunningMagpie(
      ["serve", out(folder), "--port", "0"], hasOutput: false, environment: bucket.environment)
    while server.isRunning, !server.stdout.hasSuffix("\n") { sched_yield() }
    let url = try #require(URL(string: server.stdout.trimmingCharacters(in: .newlines)))
    let answer = try Visitor.get(
      url.appending(path: "image/\(digest)").path, at: UInt16(url.port ?? 0))
    #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer.prefix(200))")
    server.send(SIGTERM)
    #expect(server.wait() == 0)
  }

  @Test func `an archive, images in pages and a dry run go together with a store`() throws {
    let data = Data(Picture.png("inline")).base64EncodedString()
    let site = try LoopbackSite(routes: [
      "/": .html("<img src=/a.png><img src=\"data:image/png;base64,\(data)\">"),
      "/a.png": .picture("a"),
    ])
    let (bucket, folder) = (try LocalBucket(), try TemporaryFolder())
    let dry = try crawl(site, bucket, in: folder, ["--dry-run"])
    #expect(dry.status == 0, "\(dry.stderr)")
    #expect(bucket.requests.isEmpty)
    let outcome = try crawl(site, bucket, in: folder, ["--warc", "--data-images"])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAgreement(folder, bucket, images: 2)
    let wacz = try Magpie.run(
      ["export", out(folder), "--to", "wacz", folder.path + "/a.wacz"])
    #expect(wacz.status == 0, "\(wacz.stderr)")
  }

  @Test func `a limit of images is exact`() throws {
    let (site, folder) = (try site(pages: 5, images: 10), try TemporaryFolder())
    let bucket = try LocalBucket { _ in .late(.milliseconds(5)) }
    let outcome = try crawl(site, bucket, in: folder, ["--max-images", "7"])
    #expect(outcome.status == 3, "\(outcome.stderr)")
    #expect(bucket.objects.count == 7)
    #expect(try records(folder).count { $0["file"] != nil } == 7)
  }

  @Test func `few files and sockets are enough`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    let line = ([Magpie.path, site.url("/"), "-o", out(folder)] + Self.store).joined(separator: " ")
    let outcome = try Shell.run(
      "bash", ["-c", "ulimit -n 48; exec \(line)"],
      environment: Magpie.environment.merging(bucket.environment) { $1 })
    #expect(outcome.status == 0, "\(outcome.stderr)")
    try expectAgreement(folder, bucket, images: 13)
  }

  @Test(.enabled(if: NginxSite.isAvailable))
  func `the certificate of the store is verified, and another authority can be trusted`() throws {
    let (site, bucket, folder) = (try site(), try LocalBucket(), try TemporaryFolder())
    let files = try TemporaryFolder()
    let nginx = try NginxSite(
      files: files.url, tls: true,
      settings: """
        location /photos/ {
          proxy_pass http://127.0.0.1:\(bucket.port);
          proxy_set_header Host $http_host;
        }
        """)
    let place = ["AWS_ENDPOINT_URL_S3": "https://127.0.0.1:\(nginx.port)"]
    let refused = try crawl(site, bucket, in: folder, [], place)
    #expect(refused.status == 69 && refused.stderr.contains("--cacert"), "\(refused.stderr)")
    let authority = try #require(nginx.authority).path
    let trusted = try crawl(site, bucket, in: folder, ["--cacert", authority], place)
    #expect(trusted.status == 0, "\(trusted.stderr)")
    try expectAgreement(folder, bucket, images: 13)
    // The folder keeps it.
    let verified = try Magpie.run(
      ["verify", out(folder)], environment: bucket.environment.merging(place) { $1 })
    #expect(verified.status == 0, "\(verified.stderr)")
  }

  @Test(.enabled(if: LocalRedis.isAvailable))
  func `machines that share a crawl share its store, and their folders are merged`() throws {
    let (redis, bucket) = (try LocalRedis(), try LocalBucket())
    let sites = try MixedSites(6)
    let line = sites.arguments(redis) + Self.store
    let nodes = try (0..<2).map { _ in
      try RunningMagpie(line, environment: bucket.environment)
    }
    for node in nodes { #expect([0, 1].contains(node.wait()), "\(node.stderr)") }
    let folder = try TemporaryFolder()
    let merged = try Magpie.run(
      ["merge", out(folder)] + nodes.map { $0.folder.path + "/out" })
    #expect(merged.status == 0, "\(merged.stderr)")
    let verified = try Magpie.run(["verify", out(folder)], environment: bucket.environment)
    #expect(verified.status == 0, "\(verified.stdout)\(verified.stderr)")
    let files = Set(try records(folder).compactMap { $0["file"] as? String })
    #expect(files == Set(bucket.objects.keys.map { "s3://photos/" + $0 }))
    let refreshed = try Magpie.run(["resume", out(folder)], environment: bucket.environment)
    #expect(refreshed.status == 1, "\(refreshed.stderr)")
  }
}
