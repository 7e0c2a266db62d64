package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
  @Test
  void agreesWithTreeMapThroughRandomChanges() {
    Random random = new Random(42);
    TreeMap<Integer, Integer> model = new TreeMap<>();
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(700);
      if (random.nextInt(5) < 2) {
        model.remove(key);
        tree = tree.without(key);
      } else {
        model.put(key, i);
        tree = tree.with(key, i);
      }
    }
    List<Integer> keys = new ArrayList<>();
    tree.forEach((key, value) -> keys.add(key));
    assertEquals(new ArrayList<>(model.keySet()), keys);
    assertEquals(model.size(), tree.size());
    for (int key = 0; key < 700; key++) {
      assertEquals(model.get(key), tree.get(key));
    }
  }

  @Test
  void visitsHalfOpenRangesInOrder() {
    SortedTree<Integer, String> tree = SortedTree.empty();
    for (int i = 100; i > 0; i--) {
      tree = tree.with(i, "v" + i);
    }
    List<Integer> keys = new ArrayList<>();
    tree.between(10, 14, (key, value) -> keys.add(key));
    assertEquals(List.of(10, 11, 12, 13), keys);
  }

  @Test
  void leavesOlderTreesAsTheyWere() {
    SortedTree<String, Integer> before = SortedTree.<String, Integer>empty().with("a", 1);
    SortedTree<String, Integer> after = before.with("a", 2).with("b", 3);
    assertEquals(1, before.get("a"));
    assertNull(before.get("b"));
    assertEquals(2, after.get("a"));
    assertEquals(1, after.without("a").size());
  }
}
