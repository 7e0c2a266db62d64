package io.jorch.core.compose;

import java.util.Collection;

/// Finds what a mistyped word was meant to be.
public final class NearMiss {
  private NearMiss() {}

  /// `; did you mean 'replicas'?`, or empty when nothing is near.
  public static String hint(String word, Collection<String> candidates) {
    String best = "";
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(word.toLowerCase(java.util.Locale.ROOT), candidate);
      if (distance < least && distance < Math.max(word.length(), candidate.length())) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /// Optimal string alignment: insertions, deletions, substitutions, swapped neighbours.
  static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 10) return Integer.MAX_VALUE;
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) d[i][j] = cell(d, a, b, i, j);
    }
    return d[a.length()][b.length()];
  }

  private static int cell(int[][] d, String a, String b, int i, int j) {
    if (i == 0 || j == 0) return i + j;
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(d[i - 1][j - 1] + cost, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
