import Foundation
import TestSupport
import Threads

/// Sites whose pages and images refer to each other, so that nodes of a shared crawl need what others
/// have: shared images, equal bytes, redirects and a redirect loop across sites, links to images.
final class MixedSites {
  let sites: [LoopbackSite]
  /// The time before each answer.
  let pause: Duration
  /// Wakes who waits for requests.
  private let arrivals: Monitor<Void>

  init(_ count: Int, pause: Duration = .milliseconds(2)) throws {
    self.pause = pause
    // The sites are made one after the other, and refer to later ones.
    let ports = Monitor<[UInt16]>([])
    let arrivals = Monitor(())
    self.arrivals = arrivals
    var sites: [LoopbackSite] = []
    for number in 0..<count {
      let site = try LoopbackSite(
        routes: [:],
        otherwise: .decide { request in
          arrivals.broadcast()
          return .delay(
            pause, then: Self.answer(to: request.target, at: number, ports.withLock { $0 }))
        })
      ports.withLock { $0.append(site.port) }
      sites.append(site)
    }
    self.sites = sites
  }

  /// Waits until all sites together have got this number of requests, or nobody asks any more.
  func wait(forRequests count: Int, while isAsking: () -> Bool) {
    arrivals.wait { _ in
      // Nothing wakes it when the last program ends.
      requestCount < count && isAsking()
        ? .sleepUntil(.now + .milliseconds(100)) : .finish(())
    }
  }

  private static func answer(to target: String, at number: Int, _ ports: [UInt16]) -> Behaviour {
    func url(_ site: Int, _ path: String) -> String {
      "http://127.0.0.1:\(ports[(site + ports.count) % ports.count])\(path)"
    }
    return switch target {
    case "/":
      .page(
        images: ["/own.png", "/same.png", url(number + 1, "/shown.png"), "/lost.png"],
        links: [
          "/next", "/photo", url(number + 1, "/"), url(number + 1, "/moved"), "/loop",
          url(number + 2, "/next"),
        ])
    case "/next": .page(images: ["/own.png", "/next.png"], links: ["/"])
    case "/moved": .redirect(to: url(number + 1, "/next"))
    case "/loop": .redirect(to: url(number % 2 == 0 ? number + 1 : number - 1, "/loop"))
    case "/next.png": .redirect(to: url(number + 1, "/own.png"))
    case "/photo", "/own.png", "/shown.png": .picture("\(target) \(number)")
    case "/same.png": .picture("same")
    default: .status(404)
    }
  }

  var seed: String { sites[0].url("/") }

  func arguments(_ redis: LocalRedis, lease: Int = 60) -> [String] {
    arguments + ["--frontier", redis.address("/1?name=mixed&lease=\(lease)")]
  }

  /// Those of a crawl on one machine.
  var arguments: [String] {
    [seed, "--scope", "any", "--no-sitemaps", "--no-robots", "--retries", "0"]
  }
}

/// What the records of a folder say, without what depends on the order of events.
struct FolderFacts: Equatable {
  var images: [String: String] = [:]
  var pages: [String: String] = [:]

  init(of folder: String) throws {
    let text = try Magpie.run(["export", folder, "--to", "jsonl", "-"]).stdout
    for image in try objects(text) {
      // Which of the addresses with the same bytes comes first is by chance.
      let status = (image["status"] as? String).map { $0 == "duplicate" ? "stored" : $0 }
      let places = (image["found"] as? [[String: Any]] ?? []).map {
        "\($0["page"] ?? "") \($0["via"] ?? "")"
      }
      images["\(image["url"] ?? "")"] =
        "\(status ?? "") \(image["reason"] ?? "") \(image["sha256"] ?? "") "
        + "\(image["final_url"] ?? "") \(places.sorted())"
    }
    let records = try String(contentsOf: URL(filePath: folder + "/pages.jsonl"), encoding: .utf8)
    for page in try objects(records) {
      pages["\(page["url"] ?? "")"] =
        "\(page["status"] ?? "") \(page["reason"] ?? "") \(page["final_url"] ?? "") "
        + "\(page["images"] ?? "") \(page["links"] ?? "")"
    }
  }
}
