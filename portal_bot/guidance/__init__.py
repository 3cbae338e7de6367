"""What citizens are told before they file: leaflet, poster, loudspeaker, a picture to share.

All of it is made from the facts beside the flows; what of them was rebuilt without its source, or
was not verified, is marked where it stands.
"""
