import Bytes
public import CrawlModel
import Files
import Likeness
import Scheduling

extension CrawlFolder {
  /// Finds the stored images that look alike; nothing is changed.
  ///
  /// The images are decoded by another process, which has no files, no network and a limited memory,
  /// since decoders have had faults that images can exploit. What it computes is kept in the folder, so
  /// that a second call decodes only what is new.
  ///
  /// ```swift
  /// // The program begins with this; `decode` is a word of its own choice.
  /// if CommandLine.arguments.last == "decode" { exit(ImageDecoder.run() ? 0 : 1) }
  /// let similar = try folder.similarImages(decoder: ["/proc/self/exe", "decode"])
  /// ```
  ///
  /// - Parameters:
  ///   - rule: which images count as alike.
  ///   - decoder: the program that calls ``ImageDecoder/run()``, and its arguments.
  ///   - patience: how long the decoder may take for one image.
  /// - Returns: the groups, and what was not compared.
  /// - Throws: `CrawlError` if the rule has a number out of range, the journal cannot be read or the
  ///   decoder cannot be started.
  /// - Complexity: about 400 bytes for each image.
  public func similarImages(
    _ rule: SimilarityRule = SimilarityRule(), decoder: [String],
    patience: Duration = .seconds(60)
  ) throws(CrawlError) -> SimilarImages {
    guard (0...rule.hash.largestThreshold).contains(rule.threshold) else {
      throw CrawlError(
        .badSetting,
        "The threshold of \(rule.hash.rawValue) is a number of bits from 0 to "
          + "\(rule.hash.largestThreshold).")
    }
    return try attempt {
      var result = SimilarImages(rule)
      func omit(_ reason: SimilarImages.Omission) { result.omitted[reason, default: 0] += 1 }
      var present: [(image: SimilarImages.Image, digest: SHA256Digest?)] = []
      try journal.presentContents { present.append(($0, SHA256Digest(hex: $0.sha256))) }
      let cache = HashCache(in: state, of: Set(present.compactMap(\.digest)))
      var known: [(SimilarImages.Image, ImageHashes)] = []
      var unknown: [(image: SimilarImages.Image, format: Luma.Format)] = []
      // In the order of all images: the known hashes, or the next of the unknown.
      var order: [Int?] = []
      for (image, digest) in present {
        guard let format = Luma.Format(image.format) else {
          omit(.format)
          continue
        }
        let entry = digest.flatMap { cache[$0] }
        // The file of a known image may be gone; those of the others are read. A bucket is not asked.
        if entry != nil, !RemoteFile.isAddress(image.file),
          (try? folder.open(below: image.file))?.byteCount != image.bytes
        {
          omit(.changed)
          continue
        }
        switch entry {
        case .hashes(let hashes):
          order.append(known.count)
          known.append((image, hashes))
        case .fault(let fault): omit(HashingTeam.omission(for: fault))
        case nil:
          order.append(nil)
          unknown.append((image, format))
        }
      }
      let team = HashingTeam(files: files, decoder: decoder, patience: patience)
      let found = try team.results(of: unknown, cache)
      result.decoded = found.count { if case .hashes = $0 { true } else { false } }
      var images: [SimilarImages.Image] = []
      var hashes: [ImageHash] = []
      var next = 0
      for place in order {
        let image: SimilarImages.Image
        let own: ImageHashes
        if let place {
          (image, own) = known[place]
        } else {
          defer { next += 1 }
          switch found[next] {
          case .hashes(let computed): (image, own) = (unknown[next].image, computed)
          case .omitted(let reason):
            omit(reason)
            continue
          }
        }
        guard own.quality >= ImageHashes.leastQuality else {
          omit(.plain)
          continue
        }
        images.append(image)
        hashes.append(rule.hash == .pdq ? own.pdq : own.dhash)
      }
      result.compared = images.count
      let groups = LikenessGroups(hashes, threshold: rule.threshold).groups
      result.groups = groups.map { members in
        members.map { member in
          var image = images[member.index]
          image.distance = member.distance
          return image
        }
      }
      return result
    }
  }
}

extension Luma.Format {
  /// The format in which an image is decoded; `nil` if it is not.
  fileprivate init?(_ format: ImageFormat) {
    switch format {
    case .jpeg: self = .jpeg
    case .png: self = .png
    case .webp: self = .webp
    default: return nil
    }
  }
}
