import Addressing
public import CrawlModel
import Robots

extension Inspection {
  /// Checks addresses against a robots.txt.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - agent: the product token of the crawler.
  ///   - addresses: addresses, or paths with their queries.
  /// - Returns: a result for each address, in the same order.
  public static func robots(
    in bytes: [UInt8], agent: String, addresses: [String]
  ) -> [Permission] {
    let rules = RobotsReader.read(bytes.span, for: agent)
    return addresses.map { text in
      var permission = Permission(url: text)
      do throws(AddressError) {
        let verdict = rules.verdict(for: try pathAndQuery(text))
        permission.isAllowed = verdict.isAllowed
        permission.rule = verdict.rule?.text
        permission.line = verdict.rule?.line
        permission.crawlDelay = rules.crawlDelay
      } catch {
        permission.problem = "\(error)"
      }
      return permission
    }
  }

  /// An empty text means the root of the origin.
  private static func pathAndQuery(_ text: String) throws(AddressError) -> String {
    guard let first = text.first else { return "/" }
    return first == "/"
      ? String(text.prefix { $0 != "#" }) : String(try WebAddress(text).pathAndQuery)
  }
}
