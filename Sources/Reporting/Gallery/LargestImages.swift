/// The largest of many images, with the place of each among all.
struct LargestImages {
  /// The maximum number of images kept: more than fill the first screens.
  static let limit = 300

  /// The images, the largest first; of the same size, the first found first.
  private(set) var images: [(number: Int, image: GalleryImage)] = []
  private var count = 0

  /// Adds the next image.
  ///
  /// - Complexity: O(1) for most images; a new one of the largest moves the smaller ones.
  mutating func add(_ image: GalleryImage) {
    let number = count
    count += 1
    if images.count == Self.limit, let last = images.last, last.image.pixels >= image.pixels {
      return
    }
    var (low, high) = (0, images.count)
    while low < high {
      let middle = (low + high) / 2
      if images[middle].image.pixels >= image.pixels { low = middle + 1 } else { high = middle }
    }
    images.insert((number, image), at: low)
    if images.count > Self.limit { images.removeLast() }
  }
}
