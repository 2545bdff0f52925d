package io.github.podsights.camel.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, several times for each event: a copy of one that is unused costs less than to look for a provider each time. */
public final class Sha256 {

    private static final MessageDigest UNUSED = look();

    private Sha256() {}

    /** A fresh one: one for each thread would be one for each of thousands of virtual threads. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return look(); // some providers' can't be copied
        }
    }

    private static MessageDigest look() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every one must have", e);
        }
    }
}
