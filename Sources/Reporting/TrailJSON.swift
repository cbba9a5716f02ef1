import Bytes
public import CrawlModel

/// The JSON of what happened to an address.
public enum TrailJSON {
  /// Writes one object with a line end: the address and its records, as a document, as an image, or
  /// as both.
  public static func line(_ address: String, _ trails: [Trail]) -> [UInt8] {
    FolderJSON.line { object in
      object.member("url", address)
      object.array("records") { list in for trail in trails { list.object { fill(&$0, trail) } } }
    }
  }

  private static func fill(_ object: inout JSONObject, _ trail: Trail) {
    object.member("kind", trail.kind)
    object.member("status", trail.status)
    object.member("reason", trail.reason?.word)
    object.member("sentence", trail.reason?.sentence)
    object.member("requested", trail.wasRequested)
    object.member("note", trail.note)
    object.member("http_status", trail.httpStatus)
    object.member("fetched_at", trail.fetchedAt)
    object.member("final_url", trail.finalURL)
    if let content = trail.content {
      object.member("file", content.file)
      object.member("sha256", content.sha256)
      object.member("bytes", content.bytes)
      object.member("format", content.facts.format.rawValue)
      object.member("width", content.facts.width)
      object.member("height", content.facts.height)
    }
    object.member("moved_to", trail.movedTo)
    object.optOuts(trail.optOuts)
    object.array("path") { path in
      for step in trail.way {
        path.object { entry in
          entry.member("url", step.url)
          entry.member("via", step.via)
        }
      }
    }
    object.member("found_count", trail.placeCount)
    object.array("found") { found in
      for place in trail.places {
        found.object { entry in
          entry.member("page", place.page)
          entry.member("via", place.via)
          entry.member("alt", place.alt)
        }
      }
    }
    object.array("attempts") { attempts in
      for attempt in trail.attempts {
        attempts.object { entry in
          entry.member("time", attempt.at)
          entry.member("url", attempt.url)
          entry.member("reason", attempt.fault?.rawValue)
          entry.member("error", attempt.detail)
          entry.member("http_status", attempt.httpStatus)
        }
      }
    }
  }
}
