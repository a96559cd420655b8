import Testing

@testable import BridgeStore

@Suite("A collection with ids")
struct KeyedTests {
  private struct Pet: Identifiable, Equatable {
    let id: String
    var age = 0
  }

  private let pets = Keyed([Pet(id: "rex"), Pet(id: "tom")])

  @Test("values are found by position and by id, in the order they came")
  func finding() {
    #expect(pets.map(\.id) == ["rex", "tom"] && pets.count == 2)
    #expect(pets[1].id == "tom" && pets[id: "rex"]?.id == "rex" && pets.index(of: "tom") == 1)
    #expect(pets[id: "unknown"] == nil && pets.index(of: "unknown") == nil)
  }

  @Test("a value is changed in place; one that is not there is not added")
  func changing() {
    var pets = pets
    pets[id: "tom"]?.age = 3
    pets[0].age = 5
    #expect(pets.map(\.age) == [5, 3])
    pets[id: "unknown"] = Pet(id: "unknown")
    pets[id: "rex"] = nil
    #expect(pets.map(\.id) == ["rex", "tom"])
  }

  @Test("values are appended and removed")
  func addingAndRemoving() {
    var pets = pets
    pets.append(Pet(id: "kit"))
    #expect(pets.remove("rex") == Pet(id: "rex") && pets.remove("rex") == nil)
    #expect(pets == Keyed([Pet(id: "tom"), Pet(id: "kit")]) && pets != self.pets)
    #expect(Keyed<Pet>().isEmpty)
  }
}
