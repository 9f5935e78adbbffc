package io.realign.model;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Signatures with the JDK implementation of Ed25519. */
final class Ed25519 {
    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** @throws IllegalArgumentException if the bytes are not a PKCS#8 Ed25519 key; the message does not contain them */
    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) {
            // The cause is omitted, since its message might contain key material.
            throw new IllegalArgumentException("expected a private Ed25519 key in PKCS#8, got other bytes");
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** @throws IllegalArgumentException if the bytes are not the SubjectPublicKeyInfo of an Ed25519 key */
    static PublicKey publicKey(byte[] subjectPublicKeyInfo) {
        try {
            return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(
                    "expected a public Ed25519 key in SubjectPublicKeyInfo, got other bytes", e);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            java.security.Signature engine = java.security.Signature.getInstance(NAME);
            engine.initSign(key);
            engine.update(message);
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            java.security.Signature engine = java.security.Signature.getInstance(NAME);
            engine.initVerify(key);
            engine.update(message);
            return engine.verify(signature);
        } catch (SignatureException e) {
            // The signature is malformed.
            return false;
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("Ed25519 is required of every Java 17 platform", e);
    }
}
