import Bytes
public import CrawlModel

/// The JSON of images that look alike.
public enum SimilarJSON {
  /// Writes the groups as one line.
  public static func line(_ similar: SimilarImages) -> [UInt8] {
    FolderJSON.line { object in
      object.member("hash", similar.rule.hash.rawValue)
      object.member("threshold", similar.rule.threshold)
      object.member("compared", similar.compared)
      object.member("decoded", similar.decoded)
      object.object("omitted") { counts in
        for reason in SimilarImages.Omission.allCases {
          counts.member(named: reason.rawValue, similar.omitted[reason] ?? 0)
        }
      }
      object.array("groups") { groups in
        for group in similar.groups {
          groups.array { images in
            for image in group { images.object { fill(&$0, image) } }
          }
        }
      }
    }
  }

  private static func fill(_ object: inout JSONObject, _ image: SimilarImages.Image) {
    object.member("file", image.file)
    object.member("url", image.url)
    object.member("sha256", image.sha256)
    object.member("format", image.format.rawValue)
    object.member("width", image.width)
    object.member("height", image.height)
    object.member("bytes", image.bytes)
    object.member("distance", image.distance)
  }
}
