import Addressing
import Bytes
import Robots

extension Inspection {
  /// Tells what a robots.txt says of addresses, as JSON lines in their order.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - agent: the product token of the crawler that asks.
  ///   - addresses: addresses, or paths with their query.
  /// - Returns: the JSON lines `{"url","allowed","rule"?,"line"?,"crawl_delay"?}`, and
  ///   `{"url","error"}` for what is no address.
  public static func robots(
    in bytes: [UInt8], agent: String, addresses: [String]
  ) -> [UInt8] {
    let rules = RobotsReader.read(bytes.span, for: agent)
    var json = JSONWriter()
    for text in addresses {
      json.object { object in
        object.member("url", text)
        do throws(AddressError) {
          let verdict = rules.verdict(for: try pathAndQuery(text))
          object.member("allowed", verdict.isAllowed)
          object.member("rule", verdict.rule?.text)
          object.member("line", verdict.rule?.line)
          if let delay = rules.crawlDelay { object.member("crawl_delay", seconds: delay) }
        } catch {
          object.member("error", "\(error)")
        }
      }
      json.endLine()
    }
    return json.bytes
  }

  /// An address of nothing is that of the origin.
  private static func pathAndQuery(_ text: String) throws(AddressError) -> String {
    guard let first = text.first else { return "/" }
    return first == "/"
      ? String(text.prefix { $0 != "#" }) : String(try WebAddress(text).pathAndQuery)
  }
}
