package io.jorch.core.api;

/// Where an archive goes in a container.
///
/// @param path in the container, from its root; links in it are followed inside the container
/// @param keepOwner give files the owners that the archive says, instead of root
public record CopyTarget(String path, Kind kind, boolean keepOwner) {
  /// What the archive holds; all its entries but those of `ARCHIVE` begin with one name.
  public enum Kind {
    /// One file, or anything else that is no directory. It goes to `path`, or into the directory
    /// that is there.
    FILE,
    /// A directory. It becomes `path`, or goes into the directory that is there.
    DIRECTORY,
    /// What is in a directory. It goes into the directory `path`, which is made when missing.
    CONTENTS,
    /// Any entries. They go into the directory `path`, which has to be there.
    ARCHIVE
  }
}
