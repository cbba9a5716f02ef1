import CrawlModel
import Foundation
import TestSupport
import Testing

/// One file of the shared images with the results of the reference tools.
struct ImageVector: Decodable, CustomTestStringConvertible {
  struct Judge: Decodable {
    var w: Int?
    var h: Int?
    var frames: Int?
    var exif_orientation: Int?
  }

  var path = ""
  var dims: [Int]?
  var dims_source: String
  var whatwg_sniff: String?
  var libmagic: String?
  var filetype: String?
  var pillow: Judge?

  private enum CodingKeys: String, CodingKey {
    case dims, dims_source, whatwg_sniff, libmagic, filetype, pillow
  }

  var testDescription: String { path }

  /// The expected size: if the tools disagree, Pillow's.
  var size: [Int]? {
    if let dims { return dims }
    guard dims_source == "disagree", let w = pillow?.w, let h = pillow?.h else { return nil }
    return [w, h]
  }

  /// Whether any tool recognises the file as an image.
  var isImageToAnyone: Bool {
    [whatwg_sniff, libmagic, filetype].contains { $0?.hasPrefix("image/") ?? false }
      || pillow?.w != nil
  }

  func bytes() throws -> [UInt8] { [UInt8](try Vectors.data("images/\(path)")) }

  /// All files, sorted by path; empty if the vectors are absent.
  static let all: [ImageVector] = {
    guard let data = try? Vectors.data("images/dimensions.json"),
      let table = try? JSONDecoder().decode([String: ImageVector].self, from: data)
    else { return [] }
    return table.sorted { $0.key < $1.key }.map { path, vector in
      var vector = vector
      vector.path = path
      return vector
    }
  }()

  /// Those that are images for Magpie.
  static let images = all.filter { Exceptions.reasons[$0.path] == nil && $0.size != nil }
}

/// The files with results other than those of the tools, with the reason.
enum Exceptions {
  static let reasons: [String: String] = otherFormats.merging(otherSizes.mapValues(\.reason)) {
    first, _ in first
  }

  /// A poster and one frame that is played: the tool counts two, but nothing moves.
  static let posterOnly = "wpt-images/images/anim-poster-gr.png"

  /// Images of unsupported formats, which must be rejected.
  static let otherFormats = [
    "image-size/valid/icns/sample.icns": "ICNS is a format of applications, not of the web",
    "image-size/valid/jp2/sample.jp2": "no browser shows JPEG 2000 any more",
    "pillow-basic/rgb_trns_ycbc.jp2": "no browser shows JPEG 2000 any more",
    "pillow-basic/rgba.psd": "PSD is a format of applications, not of the web",
  ]

  /// Files with another size than in the tools, with ours.
  static let otherSizes: [String: (width: Int?, height: Int?, reason: String)] = [
    "libavif/clap_irot_imir_non_essential.avif": (
      8, 10, "the only judge, ImageMagick, gives it as displayed, we give it before the turn"
    ),
    "libavif/pyramid_pymd.avif": (128, 128, "its header is sound, only no judge decodes it"),
    "image-size/valid/heif/sample-garbled.avif": (
      123, 456, "only the handler box is missing; the size stands in the header"
    ),
    "image-size/invalid/width.svg": (
      100, nil, "the file gives no height and no view box; the judge takes that for 0"
    ),
    "image-size/valid/svg/viewbox-units.svg": (
      123, 456, "an em is 16 pixels and a pt 4/3, not 0 and 1 (CSS Values, section 6)"
    ),
  ]
}
