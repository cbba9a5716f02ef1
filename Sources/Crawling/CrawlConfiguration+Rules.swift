import Addressing
import CrawlModel

/// What makes a crawl the one it is: as long as these are the same, a later run may go on with it.
///
/// Threads, transfers, limits, pace and requests may differ from run to run.
extension CrawlConfiguration {
  /// The rules by name, as on the command line without the dashes; those at their default are left
  /// out, several values of one stand a line each.
  var rules: [String: String] {
    var rules: [String: String] = [:]
    func set(_ name: String, _ value: String?) { rules[name] = value }
    func list(_ name: String, _ values: [String]) {
      if !values.isEmpty { rules[name] = values.sorted().joined(separator: "\n") }
    }
    // A list of images may grow from run to run; the seeds of a crawl may not.
    if imageList.isEmpty {
      list("seed", ((try? Seeds(seeds).addresses) ?? []).map(\.text))
    } else {
      set("list", "true")
    }
    set("depth", maximumDepth.map(String.init))
    if pageReach != .host { set("scope", pageReach.rawValue) }
    if imageReach != .any { set("images", imageReach.rawValue) }
    list("include", includePages)
    list("exclude", excludePages)
    list("include-image", includeImages)
    list("exclude-image", excludeImages)
    if formats.count < ImageFormat.allCases.count { list("formats", formats.map(\.rawValue)) }
    set("min-width", minimumWidth.map(String.init))
    set("min-height", minimumHeight.map(String.init))
    set("max-pixels", maximumPixels.map(String.init))
    set("min-bytes", minimumBytes.map(String.init))
    if maximumBytes != Self.defaultMaximumBytes { set("max-bytes", "\(maximumBytes)") }
    if variants != .all { set("variants", variants.rawValue) }
    if takesDataImages { set("data-images", "true") }
    if dropsTracking { set("strip-tracking", "true") }
    if !readsSitemaps { set("sitemaps", "no") }
    if !obeysRobots { set("robots", "no") }
    if !avoidsTraps { set("traps", "no") }
    if optOuts != .archive { set("opt-outs", optOuts.rawValue) }
    if layout != .site { set("layout", layout.rawValue) }
    return rules
  }

  /// Takes the rules of an earlier run.
  mutating func take(_ rules: [String: String]) {
    func list(_ name: String) -> [String] {
      rules[name]?.split(separator: "\n").map(String.init) ?? []
    }
    func number(_ name: String) -> Int? { rules[name].flatMap { Int($0) } }
    seeds = list("seed")
    maximumDepth = number("depth")
    pageReach = rules["scope"].flatMap(PageReach.init(rawValue:)) ?? .host
    imageReach = rules["images"].flatMap(ImageReach.init(rawValue:)) ?? .any
    includePages = list("include")
    excludePages = list("exclude")
    includeImages = list("include-image")
    excludeImages = list("exclude-image")
    let formats = list("formats").compactMap(ImageFormat.init(rawValue:))
    self.formats = formats.isEmpty ? Set(ImageFormat.allCases) : Set(formats)
    minimumWidth = number("min-width")
    minimumHeight = number("min-height")
    maximumPixels = number("max-pixels")
    minimumBytes = number("min-bytes")
    maximumBytes = number("max-bytes") ?? Self.defaultMaximumBytes
    variants = rules["variants"].flatMap(VariantChoice.init(rawValue:)) ?? .all
    takesDataImages = rules["data-images"] != nil
    dropsTracking = rules["strip-tracking"] != nil
    readsSitemaps = rules["sitemaps"] == nil
    obeysRobots = rules["robots"] == nil
    avoidsTraps = rules["traps"] == nil
    optOuts = rules["opt-outs"].flatMap(OptOutMode.init(rawValue:)) ?? .archive
    layout = rules["layout"].flatMap(FileLayout.init(rawValue:)) ?? .site
  }
}
