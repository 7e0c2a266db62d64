package io.jorch.manager.store;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable sorted map: each change yields a new tree that shares all but O(log n) nodes with
/// the old one, so that a reader keeps a consistent state for free. A height-balanced (AVL) tree;
/// the JDK has no persistent map, and copying a TreeMap per commit makes replaying a log quadratic.
final class SortedTree<K extends Comparable<K>, V> {
  private record Node<K, V>(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int height, int size) {
    static <K, V> Node<K, V> of(
        K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      int height = 1 + Math.max(heightOf(left), heightOf(right));
      return new Node<>(key, value, left, right, height, 1 + sizeOf(left) + sizeOf(right));
    }
  }

  private final @Nullable Node<K, V> root;

  private SortedTree(@Nullable Node<K, V> root) {
    this.root = root;
  }

  static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
    return new SortedTree<>(null);
  }

  int size() {
    return sizeOf(root);
  }

  @Nullable V get(K key) {
    @Nullable Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  SortedTree<K, V> with(K key, V value) {
    return new SortedTree<>(put(root, key, value));
  }

  SortedTree<K, V> without(K key) {
    return get(key) == null ? this : new SortedTree<>(remove(root, key));
  }

  /// Visits in order all entries from `first` (inclusive) while `visitor` has not seen a key at or
  /// after `end`.
  void between(K first, K end, BiConsumer<K, V> visitor) {
    between(root, first, end, visitor);
  }

  void forEach(BiConsumer<K, V> visitor) {
    forEach(root, visitor);
  }

  private static <K, V> void forEach(@Nullable Node<K, V> node, BiConsumer<K, V> visitor) {
    if (node != null) {
      forEach(node.left, visitor);
      visitor.accept(node.key, node.value);
      forEach(node.right, visitor);
    }
  }

  private static <K extends Comparable<K>, V> void between(
      @Nullable Node<K, V> node, K first, K end, BiConsumer<K, V> visitor) {
    if (node == null) {
      return;
    }
    boolean fromHere = node.key.compareTo(first) >= 0;
    boolean beforeEnd = node.key.compareTo(end) < 0;
    if (fromHere) {
      between(node.left, first, end, visitor);
    }
    if (fromHere && beforeEnd) {
      visitor.accept(node.key, node.value);
    }
    if (beforeEnd) {
      between(node.right, first, end, visitor);
    }
  }

  private static <K extends Comparable<K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return Node.of(key, value, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return Node.of(key, value, node.left, node.right);
    }
    return order < 0
        ? balanced(node.key, node.value, put(node.left, key, value), node.right)
        : balanced(node.key, node.value, node.left, put(node.right, key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node.key, node.value, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node.key, node.value, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<K, V> next = leftmost(node.right);
    return balanced(next.key, next.value, node.left, remove(node.right, next.key));
  }

  private static <K, V> Node<K, V> leftmost(Node<K, V> node) {
    Node<K, V> found = node;
    while (found.left != null) {
      found = found.left;
    }
    return found;
  }

  /// A node of the given parts, whose subtrees differ in height by at most 2.
  private static <K, V> Node<K, V> balanced(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    int tilt = heightOf(left) - heightOf(right);
    if (tilt > 1 && left != null) {
      Node<K, V> pivot = heightOf(left.left) < heightOf(left.right) ? rotatedLeft(left) : left;
      return Node.of(pivot.key, pivot.value, pivot.left, Node.of(key, value, pivot.right, right));
    }
    if (tilt < -1 && right != null) {
      Node<K, V> pivot = heightOf(right.right) < heightOf(right.left) ? rotatedRight(right) : right;
      return Node.of(pivot.key, pivot.value, Node.of(key, value, left, pivot.left), pivot.right);
    }
    return Node.of(key, value, left, right);
  }

  private static <K, V> Node<K, V> rotatedLeft(Node<K, V> node) {
    Node<K, V> up = node.right;
    return up == null
        ? node
        : Node.of(up.key, up.value, Node.of(node.key, node.value, node.left, up.left), up.right);
  }

  private static <K, V> Node<K, V> rotatedRight(Node<K, V> node) {
    Node<K, V> up = node.left;
    return up == null
        ? node
        : Node.of(up.key, up.value, up.left, Node.of(node.key, node.value, up.right, node.right));
  }

  private static int heightOf(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height;
  }

  private static int sizeOf(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }
}
