public import Addressing
public import CrawlModel

/// Recognises traps by an address alone: one that no site has by intention.
///
/// The figures are more generous than those of other crawlers, because what an address cannot tell
/// is told by what its pages bring (``TrapWatch``). Images are never judged by it.
public enum EndlessAddress {
  /// The most bytes of an address, as in Heritrix (`UURI.MAX_URL_LENGTH`): what browsers once took.
  public static let longest = 2_083
  /// The most segments of a path, as in Heritrix (`TooManyPathSegmentsDecideRule`).
  public static let deepest = 20
  /// So often a segment stands behind itself; Heritrix (`PathologicalPathDecideRule`) and Nutch
  /// (`regex-urlfilter`) say 3.
  static let repetitions = 4
  /// So often a group of two to four segments does.
  static let groupRepetitions = 3
  static let longestGroup = 4
  /// So often the same parameter stands in a query with the same value.
  static let parameterRepetitions = 5
  /// The most labels of a host that another host's pages lead to.
  static let mostLabels = 10
  static let labelRepetitions = 3

  /// What is wrong with the address; `nil` where nothing is.
  ///
  /// - Parameters:
  ///   - address: the address of a page.
  ///   - source: a document at another host that leads to it; `nil` where it is at the same, of
  ///     which nothing new can be said.
  ///   - allowedDepth: the most segments of the path.
  /// - Returns: the first rule that objects.
  public static func trap(
    at address: WebAddress, from source: WebAddress?, allowedDepth: Int = deepest
  ) -> Trap? {
    let length = address.text.utf8.count
    if length > longest { return Trap(.longAddress, "it has \(length) bytes") }
    return path(address.path, allowedDepth) ?? query(address.query)
      ?? (source.map { $0.host != address.host } == true ? host(address) : nil)
  }

  private static func path(_ path: Substring, _ allowedDepth: Int) -> Trap? {
    let slashes = path.utf8.count { $0 == UInt8(ascii: "/") }
    // Most paths are too short to repeat anything.
    guard slashes >= repetitions else { return nil }
    if slashes > allowedDepth { return Trap(.deepPath, "its path has \(slashes) segments") }
    let segments = path.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { Substring($0) }
    guard let run = run(in: segments, single: repetitions) else { return nil }
    return Trap(.repeatingPath, "'\(run.group)' stands \(run.times) times in a row")
  }

  private static func query(_ query: Substring?) -> Trap? {
    guard let query,
      query.utf8.count(where: { $0 == UInt8(ascii: "&") }) >= parameterRepetitions - 1
    else { return nil }
    var times: [Substring: Int] = [:]
    for part in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parameter = Substring(part)
      times[parameter, default: 0] += 1
      if times[parameter] == parameterRepetitions, !parameter.utf8.hasSuffix("=") {
        return Trap(.repeatingQuery, "'\(parameter)' stands \(parameterRepetitions) times in it")
      }
    }
    return nil
  }

  private static func host(_ address: WebAddress) -> Trap? {
    guard !address.isIPAddress else { return nil }
    let labels = address.host.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    if labels.count > mostLabels { return Trap(.deepHost, "its host has \(labels.count) labels") }
    guard let run = run(in: labels, single: labelRepetitions, joinedBy: ".") else { return nil }
    return Trap(.deepHost, "'\(run.group)' stands \(run.times) times in a row")
  }

  /// The first group of parts that stands behind itself too often.
  ///
  /// Numbers do so in the addresses of map tiles and of dates, and are no sign of anything.
  private static func run(
    in parts: [Substring], single: Int, joinedBy joint: String = "/"
  ) -> (group: String, times: Int)? {
    for size in 1...longestGroup where parts.count >= 2 * size {
      let limit = size == 1 ? single : groupRepetitions
      var equal = 0
      for index in size..<parts.count {
        equal = parts[index] == parts[index - size] ? equal + 1 : 0
        guard equal >= (limit - 1) * size else { continue }
        let group = parts[(index - size + 1)...index]
        guard group.contains(where: { !$0.isNumber }) else { continue }
        return (group.joined(separator: joint), limit)
      }
    }
    return nil
  }
}

extension Substring {
  fileprivate var isNumber: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) } && !isEmpty }
}

extension Substring.UTF8View {
  fileprivate func hasSuffix(_ suffix: StaticString) -> Bool {
    count >= suffix.utf8CodeUnitCount
      && self.suffix(suffix.utf8CodeUnitCount)
        .elementsEqual(suffix.description.utf8)
  }
}
