/// An emoji shown by a login, identified by the address of its picture: the API provides nothing else.
struct Emoji: Equatable {
  /// The character.
  let text: String
  /// Its Unicode name, in lower case.
  let name: String

  /// The emoji of a picture such as `.../notoemoji/latest/1f419/emoji.svg`, whose folder name lists its scalars.
  init?(imageURL: String) {
    let parts = imageURL.split(separator: "/")
    for part in parts.reversed() {
      let stem = part.split(separator: ".").first.map(String.init) ?? ""
      let codes = stem.replacing("emoji_u", with: "").split { $0 == "_" || $0 == "-" }
      let scalars = codes.map { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      guard !scalars.isEmpty, scalars.allSatisfy({ $0 != nil }) else { continue }
      let known = scalars.compactMap(\.self)
      guard let first = known.first, first.value > 0xFF else { continue }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: known)
      text = String(view)
      name =
        known.filter { $0.value != 0xFE0F && $0.value != 0x200D }
        .compactMap { $0.properties.name?.lowercased() }.joined(separator: ", ")
      return
    }
    return nil
  }
}
