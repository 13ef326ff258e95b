"""Settling a premise read in French or Spanish, part by part."""
